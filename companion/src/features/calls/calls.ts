import {
  Failure,
  type Call,
  type CallEnd,
  type CallSource,
  type DialPlan,
  type FailureCode,
} from "@twp/shared/protocol/index.ts";
import type { callsCommands } from "@twp/shared/protocol/index.ts";
import { planDial } from "@twp/shared/dialling/plan.ts";
import type { Publish } from "../mirror.ts";
import type { Clock, Commands, Log } from "../ports.ts";
import { SoundRefusal, type CallSound, type SoundEngine } from "../sounds/ports.ts";
import { cardStays, incomingCall, isLive, outgoingCall } from "./call.ts";
import { doubtsLine } from "./ends.ts";
import { connectParty, createLiveCall, hearLeg, hearSound, refusalOf, type LiveCall } from "./live-call.ts";
import type { Caller, LegNews, Line } from "./ports.ts";

/** What the calls need of the world. */
export type CallsPorts = Readonly<{
  /** The line to dial on, or why there is none. */
  line: () => Line | Extract<FailureCode, "no-account" | "line-not-registered">;
  /** The line may be no more what it seems: a call found no way to the server, or no mercy there. */
  doubtLine: () => void;
  openSound: SoundEngine["open"];
  plan: () => DialPlan;
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
/** A call nobody answers is given up after three minutes, as a telephone network does. */
const patience = 180_000;

/** Begins with no calls. */
export function createCalls(ports: CallsPorts): Calls {
  const book = createBook(ports);
  return {
    commands: {
      "calls.dial": ({ target, source }) => ({ callId: dial(ports, book, target, source) }),
      "calls.answer": ({ callId }) => answer(book, book.inState(callId, ["offered"])),
      "calls.decline": ({ callId }) => done(book.inState(callId, ["offered"]).end("declined")),
      "calls.hangUp": ({ callId }) =>
        done(hangUp(book.inState(callId, ["dialling", "ringing", "offered", "active", "held"]))),
      "calls.hold": ({ callId }) => setHeld(book.inState(callId, ["active"]), true),
      "calls.resume": ({ callId }) => resume(book, book.inState(callId, ["held"])),
      "calls.mute": ({ callId, muted }) => mute(book.inState(callId, ["dialling", "ringing", "active", "held"]), muted),
      "calls.sendDigits": ({ callId, digits }) => sendDigits(book.inState(callId, ["ringing", "active"]), digits),
      "calls.dismiss": ({ callId }) => done(book.forget(book.inState(callId, ["ended"]).call())),
    },
    listen: (line) => line.onCaller((caller) => offer(ports, book, line, caller)),
    endAll: () => book.live().forEach((live) => live.end("hung-up")),
  };
}

/** A result only acknowledges; what changed comes as events. */
function done(_nothing: void): null {
  return null;
}

type Book = ReturnType<typeof createBook>;

/** The collection itself: who is in it, and how its changes reach the windows. */
function createBook({ publish, clock, log, doubtLine }: CallsPorts) {
  const calls = new Map<string, LiveCall>();
  const forget = (call: Call): void => {
    if (calls.delete(call.id)) publish({ type: "calls.removed", callId: call.id });
  };
  return {
    forget,
    live: (): LiveCall[] => [...calls.values()].filter((each) => isLive(each.call())),
    /** The call of that id in one of these states. Throws `call-unknown` or `call-wrong-state`. */
    inState(callId: string, states: readonly Call["state"][]): LiveCall {
      const found = calls.get(callId);
      if (found === undefined) throw new Failure("call-unknown");
      if (!states.includes(found.call().state)) throw new Failure("call-wrong-state");
      return found;
    },
    begin(first: Call): LiveCall {
      const live = createLiveCall(first, {
        now: clock.now,
        changed: (call) => publish({ type: "calls.changed", call }),
        ended: (call) => {
          log("call ended", { end: call.end });
          clock.after(cardStays(call.end), () => forget(call));
          if (doubtsLine(call.end)) doubtLine();
        },
        trouble: (what, error) => log(what, { message: error instanceof Error ? error.name : "unknown" }),
      });
      calls.set(first.id, live);
      publish({ type: "calls.changed", call: first });
      clock.after(patience, () => giveUp(live));
      return live;
    },
  };
}

function giveUp(live: LiveCall): void {
  const { state } = live.call();
  if (state === "dialling" || state === "ringing") live.end("no-answer");
  if (state === "offered") live.end("missed");
}

function dial(ports: CallsPorts, book: Book, text: string, source: CallSource): string {
  const dialled = planDial(text, ports.plan());
  if (dialled.kind === "refused") throw new Failure(dialled.reason);
  const line = ports.line();
  if (typeof line === "string") throw new Failure(line);
  if (book.live().length >= mostCalls) throw new Failure("too-many-calls");
  const number = dialled.kind === "outside" ? dialled.e164 : dialled.dial;
  const beginning = { id: ports.newId(), now: ports.clock.now(), number, name: "" };
  const live = book.begin(outgoingCall(beginning, dialled.dial, source));
  holdOthers(book, live);
  place(ports, live, line, dialled.dial).catch((error: unknown) => {
    live.trouble("call not placed", error);
    live.end(refusalOf(error));
  });
  return beginning.id;
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

async function answer(book: Book, live: LiveCall): Promise<null> {
  const door = live.door();
  if (door === null) throw new Failure("call-wrong-state");
  try {
    const sound = await door.sound;
    const description = await describe(door.caller, sound);
    holdOthers(book, live);
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

/** Nobody can speak with two at once: whoever was on the line waits while another call begins. */
function holdOthers(book: Book, live: LiveCall): void {
  for (const other of book.live()) {
    if (other !== live && other.call().state === "active") {
      setHeld(other, true).catch((error: unknown) => other.trouble("not held", error));
    }
  }
}

async function resume(book: Book, live: LiveCall): Promise<null> {
  holdOthers(book, live);
  return setHeld(live, false);
}

/** Puts the peer on hold or takes it back by a new offer (RFC 3264 section 8.4); a peer that refuses leaves the call as it is. */
function setHeld(live: LiveCall, held: boolean): Promise<null> {
  const wanted = held ? "active" : "held";
  return live.inTurn(async () => {
    const [sound, leg] = [live.sound(), live.leg()];
    if (sound === null || leg === null || live.call().state !== wanted) throw new Failure("call-wrong-state");
    try {
      await sound.accept(await leg.reoffer(await sound.offer(held ? "sendonly" : "sendrecv")));
    } catch (error) {
      if (isLive(live.call())) throw new Failure("peer-refused", "the peer refused a new offer", { cause: error });
      throw new Failure("call-wrong-state");
    }
    if (live.signal(held ? "hold" : "resume")) connectParty(live);
    return null;
  });
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
