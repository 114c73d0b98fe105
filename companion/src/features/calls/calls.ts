import {
  areTogether,
  isUnderWay,
  talksInBrowser,
  Failure,
  type CallDevice,
  type CallSource,
  inBrowser,
  type Devices,
  type DialPlan,
  type FailureCode,
  type LearnedName,
  type Params,
  type Settings,
} from "@twp/shared/protocol/index.ts";
import type { callsCommands, conferencesCommands } from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Clock, Commands, Log } from "../ports.ts";
import type { Phones } from "../devices/phones.ts";
import type { Party, SoundEngine } from "../sounds/ports.ts";
import { answer, takeCaller } from "./arriving/arriving.ts";
import { atTheDoor } from "./arriving/at-the-door.ts";
import { createBook, underItsName, type Book } from "./book.ts";
import { outgoingCall } from "./call.ts";
import { dialledBy } from "./dialled.ts";
import { deviceFor, deviceOf } from "./devices/device.ts";
import { resume, setHeld } from "./holding.ts";
import { connectParty, type LiveCall } from "./live-call.ts";
import { all, withTheirs } from "./conference/gathering.ts";
import { move } from "./devices/moving.ts";
import { lineFor, placeCall } from "./placing.ts";
import type { Line } from "./ports.ts";
import { recordCalls, type UnderWayCommands, type UnderWayPorts } from "../recordings/under-way.ts";
import { summonsCommands } from "./transfer/summons.ts";
import { createTransfers } from "./transfer/transfers.ts";

/** What the calls need of the world. */
export type CallsPorts = Readonly<{
  /** The line to dial on, or why there is none. */
  line: () => Line | Extract<FailureCode, "no-account" | "line-not-registered">;
  /** The line may be no more what it seems: a call found no way to the server, or no mercy there. */
  doubtLine: () => void;
  openSound: SoundEngine["open"];
  /** The user's devices, and the telephones among them that are in a call or ring. */
  devices: () => Devices;
  phones: Phones;
  /** The file of what the other party hears while the user's browser is away. */
  waitingTone: string;
  plan: () => DialPlan;
  /** How the party with that number is called here; `own` is the name it gave itself, or nothing. */
  nameFor: (number: string, own: string) => string;
  /** Who that is according to pages; only asked where nobody else says. */
  learnedFor: (number: string) => LearnedName | null;
  /** Does a browser hold the sound, so that the user hears a call and is heard? */
  isHeard: () => boolean;
  settings: () => Settings;
  /** A call has that Call-ID on the wire, for whoever looks into what went wrong. */
  traced: (callId: string, sipCallId: string) => void;
  publish: Publish;
  clock: Clock;
  newId: () => string;
  log: Log;
}> &
  UnderWayPorts;

/** The running calls of this user. */
export type Calls = Readonly<{
  commands: Commands<Exclude<keyof typeof callsCommands, "calls.dial"> | keyof typeof conferencesCommands> &
    UnderWayCommands;
  /** Takes callers from this line from now on. */
  listen: (line: Line) => void;
  /** The user has other names for people than before. */
  rename: () => void;
  /** The user's browser is there to be heard, or away: then the other parties hear the waiting tone. */
  attend: (isThere: boolean) => void;
  /** Nobody came back to speak: the calls end. */
  abandon: () => void;
  /** Calls what the user gave, without another question, with the device in use or with that one; gives the id of the call. */
  dial: (target: string, source: CallSource, device?: string) => string;
  /** Ends every call politely. */
  endAll: () => void;
}>;

/** Begins with no calls. */
export function createCalls(ports: CallsPorts): Calls {
  const waiting: Party = { kind: "player", files: [ports.waitingTone] };
  let ourSide: Party = { kind: "browser" };
  const book = createBook(ports, () => ourSide);
  const transfers = createTransfers(ports, book);
  // The server may tell later who is there.
  book.follow((live, before) => live.call().peer !== before.peer && rename(ports, live));
  return {
    commands: {
      ...transfers.commands,
      ...atTheDoor(ports, book),
      ...summonsCommands(ports, book),
      ...recordCalls(ports, book),
      "calls.answer": ({ callId, device }) => answer(ports, book.inState(callId, ["offered"]), device),
      "calls.move": ({ callId, device }) => moveWithTheirs(ports, book, callId, device),
      "calls.decline": ({ callId }) => done(book.inState(callId, ["offered"]).end("declined")),
      "calls.hangUp": ({ callId }) =>
        done(hangUp(book.inState(callId, ["dialling", "ringing", "offered", "active", "held", "joined"]))),
      "calls.hold": ({ callId }) => setHeld(transfers.leave(book.inState(callId, ["active"])), true),
      "calls.resume": ({ callId }) => resume(book, transfers.leave(book.inState(callId, ["held"]))),
      "calls.mute": ({ callId, muted }) =>
        mute(book, book.inState(callId, ["dialling", "ringing", "active", "held"]), muted),
      "calls.sendDigits": ({ callId, digits }) => sendDigits(book.inState(callId, ["ringing", "active"]), digits),
      "calls.dismiss": ({ callId }) => done(dismiss(book, callId)),
    },
    listen: (line) => line.onCaller((caller) => takeCaller(ports, book, line, caller)),
    rename: () => book.live().forEach((live) => rename(ports, live)),
    attend(isThere) {
      ourSide = isThere ? { kind: "browser" } : waiting;
      book.live().forEach(connectParty);
    },
    abandon: () =>
      book
        .live()
        .filter((live) => talksInBrowser(live.call()))
        .forEach((live) => live.end("abandoned")),
    dial: (target, source, device) => dial(ports, book, { target, source, device }),
    endAll: () => book.live().forEach((live) => live.end("hung-up")),
  };
}

/** A result only acknowledges; what changed comes as events. */
function done(_nothing: void): null {
  return null;
}

function dial(ports: CallsPorts, book: Book, meant: Params<"calls.dial">): string {
  const { source } = meant;
  const { dial: target, number } = dialledBy(meant.target, ports.plan());
  const line = lineFor(ports, book);
  const beginning = { id: ports.newId(), now: ports.clock.now(), number, name: "" };
  const device = deviceToCallWith(ports, meant, target);
  const live = book.begin({ ...outgoingCall(beginning, target, source, consultedDuring(book)), device });
  placeCall(ports, book, live, { line, target });
  return beginning.id;
}

/** The one that was asked for, else the one in use. The welcome page lets the user hear the browser. */
function deviceToCallWith(ports: CallsPorts, { source, device }: Params<"calls.dial">, dialled: string): CallDevice {
  if (device !== undefined) return deviceOf(ports.devices(), device);
  return source.kind === "welcome" ? inBrowser : deviceFor(ports.devices(), dialled, ports.plan());
}

/** The call during which another one is placed: the one spoken in, else the last that waits. A conference asks nobody for advice. */
function consultedDuring(book: Book): string | null {
  const calls = book.live().map((live) => live.call());
  const during =
    calls.find(({ state }) => state === "active") ??
    calls.findLast(({ state, transfer }) => state === "held" && !isUnderWay(transfer));
  return during === undefined || during.conference !== null ? null : during.id;
}

function rename(ports: CallsPorts, live: LiveCall): void {
  const renamed = underItsName(ports, live.call());
  const { peer, learned } = live.call();
  const isNew = renamed.peer.name !== peer.name || JSON.stringify(renamed.learned) !== JSON.stringify(learned);
  if (isNew) live.patch(renamed);
}

function hangUp(live: LiveCall): void {
  live.end(live.call().state === "offered" ? "declined" : "hung-up");
}

function dismiss(book: Book, callId: string): void {
  const live = book.inState(callId, ["active", "held", "ended"]);
  const { state, transfer, recording } = live.call();
  if (state === "ended") return book.forget(live.call());
  const failed = { transfer: transfer?.state === "failed", recording: recording?.state === "failed" };
  if (!failed.transfer && !failed.recording) throw new Failure("call-wrong-state");
  live.patch({ ...(failed.transfer && { transfer: null }), ...(failed.recording && { recording: null }) });
}

/** A conference is spoken with one device. */
function moveWithTheirs(ports: CallsPorts, book: Book, callId: string, device: string): Promise<null> {
  const members = withTheirs(book, book.inState(callId, ["active", "held"]));
  return all(members.map((each) => move(ports, each, device)));
}

/** In a conference the microphone is one for all. */
function mute(book: Book, live: LiveCall, muted: boolean): null {
  for (const each of book.live()) {
    if (each !== live && !areTogether(each.call(), live.call())) continue;
    each.sound()?.mute(muted);
    each.patch({ muted });
  }
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
