import { areTogether, talks, Failure, type CallEnd } from "@twp/shared/protocol/index.ts";
import { SoundRefusal, type CallSound } from "../sounds/ports.ts";
import { answerByItself } from "./by-itself.ts";
import { missQuietly } from "./at-the-door.ts";
import type { Book } from "./book.ts";
import { incomingCall } from "./call.ts";
import type { CallsPorts } from "./calls.ts";
import { letHear } from "./holding.ts";
import { connectParty, hearLeg, refusalOf, type LiveCall } from "./live-call.ts";
import { mostCalls, openSound } from "./placing.ts";
import type { Caller, LegNews, Line } from "./ports.ts";

/** Somebody calls: one who takes the place of a peer of ours is answered, anybody else rings. */
export function takeCaller(ports: CallsPorts, book: Book, line: Line, caller: Caller): (news: LegNews) => void {
  const taken = book.live().length >= mostCalls ? 486 : beginWith(ports, book, line, caller);
  if (typeof taken !== "number") return (news) => hearLeg(taken, news);
  caller.refuse(taken);
  return () => undefined;
}

function beginWith(ports: CallsPorts, book: Book, line: Line, caller: Caller): LiveCall | 481 | 486 {
  if (caller.replaces !== "") return replace(ports, book, line, caller);
  const { doNotDisturb, callWaiting } = ports.settings();
  if (doNotDisturb || (!callWaiting && book.live().some((live) => talks(live.call())))) {
    missQuietly(ports, book, caller);
    return 486;
  }
  const live = offer(ports, book, line, caller);
  caller.ring();
  answerByItself(ports, book, live, caller);
  return live;
}

/** The card shows, and we can ring, before the sound is ready, so that the caller waits for nothing. */
function offer(ports: CallsPorts, book: Book, line: Line, caller: Caller): LiveCall {
  const { number, name, redirectedBy } = caller;
  const live = book.begin(incomingCall({ id: ports.newId(), now: ports.clock.now(), number, name }, redirectedBy));
  const sound = openSound(ports, live, line);
  sound.catch((error: unknown) => live.trouble("sound not opened", error));
  live.waitAtTheDoor({ caller, sound });
  live.joinLeg(refusingLeg(live, caller));
  return live;
}

/**
 * Somebody takes the place of a peer of ours (RFC 3891 section 3), because that peer has transferred us: what the user has answered once is
 * answered, and the peer's call ends. One that waits while the user speaks with somebody else must not push in.
 */
function replace(ports: CallsPorts, book: Book, line: Line, caller: Caller): LiveCall | 481 | 486 {
  const replaced = book.live().find((each) => each.leg()?.isNamed(caller.replaces));
  if (replaced === undefined) return 481;
  const { peer, conference, state } = replaced.call();
  const others = book.live().filter((each) => each !== replaced && !areTogether(each.call(), replaced.call()));
  if (others.some((each) => each.call().state === "active")) return 486;
  const live = offer(ports, book, line, { ...caller, redirectedBy: peer });
  live.patch({ conference });
  const answered = state === "joined" ? answer(live).then(() => letHear(live, "leave")) : answer(live);
  answered.then(
    () => replaced.end("transferred"),
    (error: unknown) => live.trouble("not replaced", error),
  );
  return live;
}

/** Until a caller is answered, hanging up says why: declined by us, or nobody there. */
function refusingLeg(live: LiveCall, caller: Caller): Caller {
  const statusOf: Partial<Record<CallEnd, 480 | 488 | 500 | 603>> = {
    missed: 480,
    "no-common-codec": 488,
    "sound-failed": 500,
  };
  return {
    ...caller,
    hangUp() {
      const { answeredAt, end } = live.call();
      if (answeredAt === null && end !== null)
        caller.refuse(end === "declined" || end === "hung-up" ? 486 : (statusOf[end] ?? 480));
      else caller.hangUp();
    },
  };
}

/** Answers who waits at the door. */
export async function answer(live: LiveCall): Promise<null> {
  const door = live.door();
  if (door === null) throw new Failure("call-wrong-state");
  try {
    const sound = await door.sound;
    const description = await describe(door.caller, sound);
    await door.caller.answer(description);
  } catch (error) {
    live.end(refusalOf(error));
    throw error instanceof SoundRefusal ? new Failure("sound-unavailable", error.message) : error;
  }
  if (live.signal("answer")) connectParty(live);
  return null;
}

function describe(caller: Caller, sound: CallSound): Promise<string> {
  return caller.offer === "" ? sound.offer("sendrecv") : sound.answer(caller.offer, "sendrecv");
}
