import {
  areTogether,
  browserDevice,
  Failure,
  inBrowser,
  talks,
  type CallDevice,
  type CallEnd,
} from "@twp/shared/protocol/index.ts";
import { SoundRefusal, type CallSound } from "../../sounds/ports.ts";
import { answerByItself } from "./by-itself.ts";
import { missQuietly } from "./at-the-door.ts";
import type { Book } from "../book.ts";
import { incomingCall } from "../call.ts";
import type { CallsPorts } from "../calls.ts";
import { deviceOf, openAt, phoneFailure } from "../devices/device.ts";
import { letHear } from "../holding.ts";
import { connectParty, hearLeg, refusalOf, type AtTheDoor, type LiveCall } from "../live-call.ts";
import { mostCalls } from "../placing.ts";
import { ringTelephones, type Ringing } from "../devices/ringing.ts";
import type { Caller, LegNews, Line } from "../ports.ts";
import { mayEncrypt } from "../secrecy.ts";

/** Somebody calls: one who takes the place of a peer of ours is answered, anybody else rings. */
export function takeCaller(ports: CallsPorts, book: Book, line: Line, caller: Caller): (news: LegNews) => void {
  const taken = book.live().length >= mostCalls ? 486 : beginWith(ports, book, line, caller);
  if (typeof taken !== "number") return (news) => hearLeg(taken, news);
  caller.refuse(taken);
  return () => undefined;
}

function beginWith(ports: CallsPorts, book: Book, line: Line, caller: Caller): LiveCall | 481 | 486 {
  if (caller.replaces !== "") return replace(ports, book, line, caller);
  const { doNotDisturb, callWaiting, encryption } = ports.settings();
  if (doNotDisturb || (!callWaiting && book.live().some((live) => talks(live.call())))) {
    missQuietly(ports, book, caller);
    return 486;
  }
  const device = deviceOf(ports.devices(), ports.devices().used);
  const live = offer(ports, book, line, caller, { device, rings: encryption !== "required" });
  if (encryption === "required" && !mayEncrypt(caller.offer)) {
    live.end("not-encrypted");
    return live;
  }
  caller.ring();
  answerByItself(ports, book, live, caller);
  return live;
}

/** Where a caller is answered, and whether the telephones ring before. */
type Place = Readonly<{ device: CallDevice; rings: boolean }>;
const silent: Ringing = { stop: () => undefined };

/** The card shows, and we can ring, before the sound is ready, so that the caller waits for nothing. */
function offer(ports: CallsPorts, book: Book, line: Line, caller: Caller, { device, rings }: Place): LiveCall {
  const { number, name, redirectedBy } = caller;
  const beginning = { id: ports.newId(), now: ports.clock.now(), number, name };
  const live = book.begin({ ...incomingCall(beginning, redirectedBy), device });
  const sound = openAt(ports, live, line, inBrowser);
  sound.catch((error: unknown) => live.trouble("sound not opened", error));
  let claimed = false;
  const claim = (): boolean => !claimed && (claimed = true);
  // The sound in the browser is open ahead, whatever device is in use: one can always answer here.
  sound.then(
    (opened) => live.joinSound(opened),
    () => undefined,
  );
  const ringing = rings ? ringTelephones(ports, live, line, (at, device) => taken(live, at, device)) : silent;
  live.waitAtTheDoor({ caller, line, sound, ringing, claim });
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
  const { device, peer, conference, state } = replaced.call();
  const others = book.live().filter((each) => each !== replaced && !areTogether(each.call(), replaced.call()));
  if (others.some((each) => each.call().state === "active")) return 486;
  const live = offer(ports, book, line, { ...caller, redirectedBy: peer }, { device, rings: false });
  live.patch({ conference });
  const answered = answer(ports, live);
  (state === "joined" ? answered.then(() => letHear(live, "leave")) : answered).then(
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
    "not-encrypted": 488,
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

/** Answers who waits at the door, with that device. A telephone that does not answer leaves the caller there. */
export async function answer(ports: CallsPorts, live: LiveCall, id = live.call().device.id): Promise<null> {
  const door = doorOf(live);
  const device = deviceOf(ports.devices(), id);
  door.ringing.stop("answered-elsewhere");
  if (device.id === browserDevice) return answerWith(live, door.sound, device);
  const sound = await openAt(ports, live, door.line, device);
  live.expected.wait(sound);
  try {
    await sound.lift?.();
  } catch (error) {
    live.expected.drop();
    throw phoneFailure(error) ?? error;
  }
  return answerWith(live, Promise.resolve(sound), device);
}

/** A telephone that rang has been lifted. */
function taken(live: LiveCall, sound: CallSound, device: CallDevice): void {
  answerWith(live, Promise.resolve(sound), device).catch((error: unknown) => {
    sound.close();
    live.trouble("not answered by the telephone", error);
  });
}

function doorOf(live: LiveCall): AtTheDoor {
  const door = live.door();
  if (door === null) throw new Failure("call-wrong-state");
  return door;
}

async function answerWith(live: LiveCall, opened: Promise<CallSound>, device: CallDevice): Promise<null> {
  const door = doorOf(live);
  if (!door.claim()) throw new Failure("call-wrong-state");
  live.patch({ device });
  try {
    const sound = await opened;
    live.joinSound(sound);
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
