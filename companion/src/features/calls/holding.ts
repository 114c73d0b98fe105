import { areTogether, isLive, Failure } from "@twp/shared/protocol/index.ts";
import type { Direction } from "../sounds/ports.ts";
import type { Book } from "./book.ts";
import { phoneFailure } from "./devices/device.ts";
import type { CallSignal } from "./call.ts";
import { connectParty, offerFor, passFor, type LiveCall } from "./live-call.ts";
import { goStraight } from "./devices/own-telephone.ts";

/** Nobody can speak with two at once, but in a conference: whoever was on the line waits while another call begins or is answered. */
export function holdOthers(all: readonly LiveCall[], live: LiveCall): void {
  for (const other of all) {
    if (other !== live && other.call().state === "active" && !areTogether(other.call(), live.call())) {
      setHeld(other, true).catch((error: unknown) => other.trouble("not held", error));
    }
  }
}

/** Takes a call back from hold; whoever was spoken with waits. */
export async function resume(book: Book, live: LiveCall): Promise<null> {
  holdOthers(book.live(), live);
  return setHeld(live, false);
}

/** Puts the peer on hold or takes it back by a new offer (RFC 3264 section 8.4); a peer that refuses leaves the call as it is. */
export function setHeld(live: LiveCall, held: boolean): Promise<null> {
  const lift = held ? undefined : live.sound()?.lift;
  return lift === undefined ? offerHold(live, held) : comeBack(lift).then(() => offerHold(live, held));
}

function offerHold(live: LiveCall, held: boolean): Promise<null> {
  const wanted = held ? "active" : "held";
  return live.inTurn(async () => {
    if (live.call().state !== wanted) throw new Failure("call-wrong-state");
    return reoffer(live, held ? "sendonly" : "sendrecv", held ? "hold" : "resume");
  });
}

/**
 * Lets the peer hear the conference it is in: with the user (`enter`), or without (`leave`). One that waits is taken back, and one that is
 * spoken with at a telephone is offered our sound in place of the telephone's, once the telephone has ours.
 */
export async function letHear(live: LiveCall, how: "enter" | "leave"): Promise<null> {
  passFor(live, live.sound());
  if (how === "enter") await comeBack(live.sound()?.lift);
  await live.inTurn(async () => {
    const { state, conference } = live.call();
    // It has been dissolved meanwhile.
    if (conference === null) throw new Failure("call-wrong-state");
    if (state === "held") return reoffer(live, "sendrecv", how === "enter" ? "resume" : "leave");
    if (passFor(live, live.sound())) return reoffer(live, "sendrecv", how);
    live.signal(how);
    connectParty(live);
    return null;
  });
  goStraight(live);
  return null;
}

/** The user may have put the telephone down meanwhile. */
async function comeBack(lift: (() => Promise<void>) | undefined): Promise<void> {
  try {
    await lift?.();
  } catch (error) {
    throw phoneFailure(error) ?? error;
  }
}

async function reoffer(live: LiveCall, direction: Direction, then: CallSignal): Promise<null> {
  const [sound, leg] = [live.sound(), live.leg()];
  if (sound === null || leg === null) throw new Failure("call-wrong-state");
  try {
    await sound.accept(await leg.reoffer(await offerFor(live, sound, direction)));
  } catch (error) {
    if (!isLive(live.call())) throw new Failure("call-wrong-state");
    throw phoneFailure(error) ?? new Failure("peer-refused", "the peer refused a new offer", { cause: error });
  }
  live.signal(then);
  if (isLive(live.call())) connectParty(live);
  return null;
}

/** Takes a call back from hold, unless the user speaks with somebody else by now. */
export function speakAgain(book: Book, live: LiveCall | null): void {
  if (live?.call().state !== "held" || book.live().some((each) => each.call().state === "active")) return;
  setHeld(live, false).catch((error: unknown) => live.trouble("not resumed", error));
}
