import { Failure, forwardNumber } from "@twp/shared/protocol/index.ts";
import type { Commands } from "../../ports.ts";
import type { Book } from "../book.ts";
import { callAfter, cardStays, incomingCall } from "../call.ts";
import type { CallsPorts } from "../calls.ts";
import { dialledBy } from "../dialled.ts";
import type { LiveCall } from "../live-call.ts";
import type { Caller } from "../ports.ts";

/** What is needed to deal with callers before anybody speaks to them. */
type DoorPorts = Pick<CallsPorts, "plan" | "settings" | "clock" | "newId">;

/** The calls, as far as a caller is concerned. */
type Callers = Pick<Book, "begin" | "forget" | "inState">;

/** What can be done with a caller besides answering and declining. */
export function atTheDoor(ports: DoorPorts, book: Callers): Commands<"calls.forward" | "calls.silence"> {
  return {
    "calls.forward": ({ callId }) => forward(ports, book.inState(callId, ["offered"])),
    "calls.silence"({ callId }) {
      const live = book.inState(callId, ["offered"]);
      live.door()?.ringing.stop();
      live.patch({ silenced: true });
      return null;
    },
  };
}

/** Sends the caller on to the user's own number for that, by the rules of the dial plan. */
function forward({ plan, settings }: DoorPorts, live: LiveCall): null {
  const number = forwardNumber(settings());
  if (number === null) throw new Failure("no-forward-number");
  const dialled = dialledBy(number, plan());
  const door = live.door();
  if (door === null) throw new Failure("call-wrong-state");
  live.patch({ forwardedTo: dialled.number });
  door.caller.forward(dialled.dial);
  live.end("forwarded");
  return null;
}

/** Lists a caller as missed whose call has never rung, because nobody is to be disturbed. */
export function missQuietly({ clock, newId }: DoorPorts, book: Callers, caller: Caller): void {
  const { number, name, redirectedBy } = caller;
  const now = clock.now();
  const missed = callAfter(incomingCall({ id: newId(), now, number, name }, redirectedBy), "end", now, "missed");
  if (missed === null) return;
  book.begin(missed);
  clock.after(cardStays(missed), () => book.forget(missed));
}
