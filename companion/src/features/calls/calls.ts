import {
  Failure,
  type CallEnd,
  type CallSource,
  type DialPlan,
  type FailureCode,
  type Settings,
} from "@twp/shared/protocol/index.ts";
import type { callsCommands } from "@twp/shared/protocol/index.ts";
import { planDial } from "@twp/shared/dialling/plan.ts";
import type { Publish } from "../mirror.ts";
import type { Clock, Commands, Log } from "../ports.ts";
import { SoundRefusal, type CallSound, type SoundEngine } from "../sounds/ports.ts";
import { atTheDoor, missQuietly } from "./at-the-door.ts";
import { createBook, type Book } from "./book.ts";
import { incomingCall, isLive, outgoingCall } from "./call.ts";
import { holdOthers, resume, setHeld } from "./holding.ts";
import { connectParty, hearLeg, hearSound, refusalOf, type LiveCall } from "./live-call.ts";
import type { Caller, LegNews, Line } from "./ports.ts";
import { isUnderWay } from "./transfer.ts";
import { createTransfers } from "./transfers.ts";

/** What the calls need of the world. */
export type CallsPorts = Readonly<{
  /** The line to dial on, or why there is none. */
  line: () => Line | Extract<FailureCode, "no-account" | "line-not-registered">;
  /** The line may be no more what it seems: a call found no way to the server, or no mercy there. */
  doubtLine: () => void;
  openSound: SoundEngine["open"];
  plan: () => DialPlan;
  settings: () => Settings;
  publish: Publish;
  clock: Clock;
  newId: () => string;
  log: Log;
}>;

/** The running calls of this user. */
export type Calls = Readonly<{
  commands: Commands<keyof typeof callsCommands>;
  /** Takes callers from this line from now on. */
  listen: (line: Line) => void;
  /** Ends every call politely. */
  endAll: () => void;
}>;

/** More calls at once than a person can follow; a caller beyond them is told that we are busy. */
const mostCalls = 8;
/** Begins with no calls. */
export function createCalls(ports: CallsPorts): Calls {
  const book = createBook(ports);
  const transfers = createTransfers(ports, book);
  return {
    commands: {
      ...transfers.commands,
      ...atTheDoor(ports, book),
      "calls.dial": ({ target, source }) => ({ callId: dial(ports, book, target, source) }),
      "calls.answer": ({ callId }) => answer(book.inState(callId, ["offered"])),
      "calls.decline": ({ callId }) => done(book.inState(callId, ["offered"]).end("declined")),
      "calls.hangUp": ({ callId }) =>
        done(hangUp(book.inState(callId, ["dialling", "ringing", "offered", "active", "held"]))),
      "calls.hold": ({ callId }) => setHeld(transfers.leave(book.inState(callId, ["active"])), true),
      "calls.resume": ({ callId }) => resume(book, transfers.leave(book.inState(callId, ["held"]))),
      "calls.mute": ({ callId, muted }) => mute(book.inState(callId, ["dialling", "ringing", "active", "held"]), muted),
      "calls.sendDigits": ({ callId, digits }) => sendDigits(book.inState(callId, ["ringing", "active"]), digits),
      "calls.dismiss": ({ callId }) => done(dismiss(book, callId)),
    },
    listen: (line) => line.onCaller((caller) => offer(ports, book, line, caller)),
    endAll: () => book.live().forEach((live) => live.end("hung-up")),
  };
}

/** A result only acknowledges; what changed comes as events. */
function done(_nothing: void): null {
  return null;
}

function dial(ports: CallsPorts, book: Book, text: string, source: CallSource): string {
  const dialled = planDial(text, ports.plan());
  if (dialled.kind === "refused") throw new Failure(dialled.reason);
  const line = ports.line();
  if (typeof line === "string") throw new Failure(line);
  if (book.live().length >= mostCalls) throw new Failure("too-many-calls");
  const number = dialled.kind === "outside" ? dialled.e164 : dialled.dial;
  const beginning = { id: ports.newId(), now: ports.clock.now(), number, name: "" };
  const live = book.begin(outgoingCall(beginning, dialled.dial, source, consultedDuring(book)));
  holdOthers(book.live(), live);
  place(ports, live, line, dialled.dial).catch((error: unknown) => {
    live.trouble("call not placed", error);
    live.end(refusalOf(error));
  });
  return beginning.id;
}

/** The call during which another one is placed: the one spoken in, else the last that waits. */
function consultedDuring(book: Book): string | null {
  const calls = book.live().map((live) => live.call());
  const during =
    calls.find(({ state }) => state === "active") ??
    calls.findLast(({ state, transfer }) => state === "held" && !isUnderWay(transfer));
  return during?.id ?? null;
}

async function place(ports: CallsPorts, live: LiveCall, line: Line, target: string): Promise<void> {
  const sound = await openSound(ports, live, line);
  const description = await sound.offer("sendrecv");
  if (isLive(live.call())) live.joinLeg(line.dial(target, description, (news) => hearLeg(live, news)));
}

async function openSound(ports: CallsPorts, live: LiveCall, { local }: Line): Promise<CallSound> {
  const sound = await ports.openSound((news) => hearSound(live, news), local);
  live.joinSound(sound);
  return sound;
}

/** Somebody calls: the card shows and we ring before the sound is ready, so that the caller waits for nothing. */
function offer(ports: CallsPorts, book: Book, line: Line, caller: Caller): (news: LegNews) => void {
  if (book.live().length >= mostCalls) {
    caller.refuse(486);
    return () => undefined;
  }
  if (ports.settings().doNotDisturb) {
    missQuietly(ports, book, caller);
    return () => undefined;
  }
  const { number, name, redirectedBy } = caller;
  const live = book.begin(incomingCall({ id: ports.newId(), now: ports.clock.now(), number, name }, redirectedBy));
  const sound = openSound(ports, live, line);
  sound.catch((error: unknown) => live.trouble("sound not opened", error));
  live.waitAtTheDoor({ caller, sound });
  live.joinLeg(refusingLeg(live, caller));
  caller.ring();
  return (news) => hearLeg(live, news);
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

async function answer(live: LiveCall): Promise<null> {
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

function hangUp(live: LiveCall): void {
  live.end(live.call().state === "offered" ? "declined" : "hung-up");
}

function dismiss(book: Book, callId: string): void {
  const live = book.inState(callId, ["active", "held", "ended"]);
  const { state, transfer } = live.call();
  if (state === "ended") return book.forget(live.call());
  if (transfer?.state !== "failed") throw new Failure("call-wrong-state");
  live.patch({ transfer: null });
}

function mute(live: LiveCall, muted: boolean): null {
  live.sound()?.mute(muted);
  live.patch({ muted });
  return null;
}

/** Digits travel as telephone events; a peer that knows none gets INFO, one digit at a time. */
async function sendDigits(live: LiveCall, digits: string): Promise<null> {
  const sound = live.sound();
  const { state, earlyMedia } = live.call();
  if (sound === null || (state === "ringing" && !earlyMedia)) throw new Failure("call-wrong-state");
  live.patch({ digits: (live.call().digits + digits).slice(-64) });
  try {
    await sound.sendDigits(digits);
  } catch (error) {
    live.trouble("digits by INFO", error);
    for (const digit of digits) await live.leg()?.sendDigit(digit);
  }
  return null;
}
