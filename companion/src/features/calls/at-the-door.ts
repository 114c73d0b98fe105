import { Failure, forwardNumber, type Call, type DialPlan, type Settings } from "@twp/shared/protocol/index.ts";
import { planDial } from "@twp/shared/dialling/plan.ts";
import type { Clock, Commands } from "../ports.ts";
import { callAfter, cardStays, incomingCall } from "./call.ts";
import type { LiveCall } from "./live-call.ts";
import type { Caller } from "./ports.ts";

/** What is needed to deal with callers before anybody speaks to them. */
type DoorPorts = Readonly<{ plan: () => DialPlan; settings: () => Settings; clock: Clock; newId: () => string }>;

/** The calls, as far as a caller is concerned. */
type Callers = Readonly<{
  begin: (first: Call) => LiveCall;
  forget: (call: Call) => void;
  inState: (callId: string, states: readonly Call["state"][]) => LiveCall;
}>;

/** What can be done with a caller besides answering and declining. */
export function atTheDoor(ports: DoorPorts, book: Callers): Commands<"calls.forward" | "calls.silence"> {
  return {
    "calls.forward": ({ callId }) => forward(ports, book.inState(callId, ["offered"])),
    "calls.silence"({ callId }) {
      book.inState(callId, ["offered"]).patch({ silenced: true });
      return null;
    },
  };
}

/** Sends the caller on to the user's own number for that, by the rules of the dial plan. */
function forward({ plan, settings }: DoorPorts, live: LiveCall): null {
  const number = forwardNumber(settings());
  if (number === null) throw new Failure("no-forward-number");
  const dialled = planDial(number, plan());
  if (dialled.kind === "refused") throw new Failure(dialled.reason);
  const door = live.door();
  if (door === null) throw new Failure("call-wrong-state");
  live.patch({ forwardedTo: dialled.kind === "outside" ? dialled.e164 : dialled.dial });
  door.caller.forward(dialled.dial);
  live.end("forwarded");
  return null;
}

/** Nobody is to be disturbed: the caller hears that we are busy, and the call is listed as missed without ever ringing. */
export function missQuietly({ clock, newId }: DoorPorts, book: Callers, caller: Caller): "missed" {
  caller.refuse(486);
  const { number, name, redirectedBy } = caller;
  const now = clock.now();
  const missed = callAfter(incomingCall({ id: newId(), now, number, name }, redirectedBy), "end", now, "missed");
  if (missed === null) return "missed";
  book.begin(missed);
  clock.after(cardStays(missed), () => book.forget(missed));
  return "missed";
}
