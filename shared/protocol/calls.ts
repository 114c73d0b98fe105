import * as v from "valibot";
import { CallRecording } from "./recordings.ts";
import { LearnedName } from "./page-names.ts";
import { WordsAround } from "./page-memory.ts";
import { browserDevice, telephoneKinds } from "./devices.ts";

/**
 * Where a call stands, in the user's words:
 * - `dialling`: our INVITE has left, nobody rings yet
 * - `ringing`: the other side rings (or plays its own tone)
 * - `offered`: somebody calls us and we ring
 * - `active`: both speak
 * - `held`: we put the other side on hold
 * - `joined`: the other side speaks with somebody else through this computer, without us
 * - `ended`: over; `end` says why. The card stays a moment, then `calls.removed`.
 */
export const callStates = ["dialling", "ringing", "offered", "active", "held", "joined", "ended"] as const;
export type CallState = (typeof callStates)[number];

/** Why a call is over (`calls:end.<reason>`). */
export const callEnds = [
  "hung-up",
  "hung-up-by-peer",
  "declined",
  "cancelled",
  "missed",
  "busy",
  "not-found",
  "declined-by-peer",
  "no-answer",
  "unreachable",
  "wrong-password",
  "no-common-codec",
  "not-encrypted",
  "wrong-certificate",
  "no-keys",
  "sound-failed",
  "server-error",
  "answered-elsewhere",
  "forwarded",
  "transferred",
  "abandoned",
  "phone-no-answer",
  "phone-busy",
  "phone-unreachable",
] as const;
export type CallEnd = (typeof callEnds)[number];

/** What started a call; `link` is a link that another application handed over. A page keeps its address and title so that the user finds the way back, and where pages are remembered the words around the number. */
export const CallSource = v.variant("kind", [
  v.strictObject({
    kind: v.picklist([
      "panel",
      "welcome",
      "notification",
      "command",
      "drop",
      "clipboard",
      "address-bar",
      "hotkey",
      "link",
    ]),
  }),
  v.strictObject({
    kind: v.picklist(["page", "selection"]),
    url: v.pipe(v.string(), v.maxLength(2048)),
    title: v.pipe(v.string(), v.maxLength(300)),
    words: v.optional(WordsAround),
  }),
]);
export type CallSource = v.InferOutput<typeof CallSource>;

/** The codecs a call's sound can travel in. */
export const codecs = ["opus", "G722", "PCMA", "PCMU"] as const;
export type Codec = (typeof codecs)[number];

/**
 * How the sound is hidden on its way, as far as we can tell:
 * - `no`: not at all
 * - `keys-in-clear`: encrypted, with keys that anybody who sees the signalling has read (RFC 4568 section 8.1)
 * - `to-server`: encrypted, with keys that the servers of the call know, and nobody on the way to ours
 * - `unconfirmed`: encrypted, with keys that both ends made themselves; whoever could change the signalling may be one of them
 * - `between-telephones`: the same, and nobody on the way to our server could change it
 */
export const secrecies = ["no", "keys-in-clear", "to-server", "unconfirmed", "between-telephones"] as const;
export type Secrecy = (typeof secrecies)[number];

/** How well the sound travels (RFC 3550 section 6.4). */
export const Quality = v.object({
  /** Packets that came and that did not, over the call so far. */
  received: v.number(),
  lost: v.number(),
  /** The share of the packets of the last ten seconds that did not come, 0 to 1. */
  loss: v.number(),
  /** Interarrival jitter in milliseconds. */
  jitter: v.number(),
  /** The way there and back, in milliseconds; null where the other side reports nothing. */
  roundTrip: v.nullable(v.number()),
  /** The share of our packets that the other side has lost lately, 0 to 1; null where it does not say. */
  farLoss: v.nullable(v.number()),
});
export type Quality = v.InferOutput<typeof Quality>;

/** Why a transfer did not come about: what the other side said to it, or how its call to the new number ended. */
export const transferFailures = [
  "peer-cannot",
  "peer-refused",
  "no-word",
  "busy",
  "not-found",
  "declined-by-peer",
  "no-answer",
  "unreachable",
  "no-common-codec",
  "server-error",
] as const;
export type TransferFailure = (typeof transferFailures)[number];

/**
 * A transfer that we asked of the other side (RFC 3515), and to whom:
 * - `asked`: it has not said yet whether it will
 * - `trying`: it calls there
 * - `ringing`: it rings there
 * - `failed`: it stays with us; `reason` says why
 *
 * One that came about ends the call as `transferred`.
 */
export const Transfer = v.variant("state", [
  v.object({ state: v.picklist(["asked", "trying", "ringing"]), to: v.string() }),
  v.object({ state: v.literal("failed"), to: v.string(), reason: v.picklist(transferFailures) }),
]);
export type Transfer = v.InferOutput<typeof Transfer>;

/** Is the other side at it? */
export function isUnderWay(transfer: Transfer | null): transfer is Exclude<Transfer, { state: "failed" }> {
  return transfer !== null && transfer.state !== "failed";
}

/** With what the user speaks: the browser, or a telephone with the name the user gave it. */
export const CallDevice = v.object({
  id: v.string(),
  kind: v.picklist([browserDevice, ...telephoneKinds]),
  name: v.string(),
});
export type CallDevice = v.InferOutput<typeof CallDevice>;

/** The browser, as the device of a call. */
export const inBrowser: CallDevice = { id: browserDevice, kind: browserDevice, name: "" };

/** One call, whole. Times are milliseconds since the epoch on this computer's clock. */
export const Call = v.object({
  id: v.string(),
  direction: v.picklist(["outgoing", "incoming"]),
  state: v.picklist(callStates),
  peer: v.object({ number: v.string(), name: v.string() }),
  /** Who that is according to pages, where neither the user nor the telephone system has a name: never shown without where it was read. */
  learned: v.nullable(LearnedName),
  /** Who sent this caller on to us. */
  redirectedBy: v.nullable(v.object({ number: v.string(), name: v.string() })),
  /** Where the called party sends its callers: a number, or an address outside the domain, which is not followed. Of a caller: where we sent them. */
  forwardedTo: v.nullable(v.string()),
  transfer: v.nullable(Transfer),
  /** Whom the other side wants us to call in its place (RFC 3515): the user is asked first, even when it has hung up since. */
  referredTo: v.nullable(v.string()),
  /** The call that waits while its user asks the party of this one for advice; both live, or there is no such relation. */
  consults: v.nullable(v.string()),
  /** The conference this call is in with others, and since when; all of them live. */
  conference: v.nullable(v.object({ id: v.string(), since: v.number() })),
  /** How its recording stands; null where nobody records it. */
  recording: v.nullable(CallRecording),
  /** What the user gave, and what the dial plan made of it. */
  /** The device it is spoken with; of a caller at the door, the one that answering leads to. */
  device: CallDevice,
  /** The user's own telephone that rings because of this call, which goes on when it is answered. */
  phoneRings: v.nullable(CallDevice),
  dialled: v.nullable(v.object({ target: v.string(), source: v.nullable(CallSource) })),
  startedAt: v.number(),
  answeredAt: v.nullable(v.number()),
  endedAt: v.nullable(v.number()),
  end: v.nullable(v.picklist(callEnds)),
  heldByPeer: v.boolean(),
  muted: v.boolean(),
  /** The user has stopped its ring; the caller still waits. */
  silenced: v.boolean(),
  /** It will be answered without the user in a moment, or was. */
  answersItself: v.boolean(),
  /** Digits sent during the call, so that the keypad shows them. */
  digits: v.string(),
  /** The peer plays its own tone before it answers (RFC 3960). */
  earlyMedia: v.boolean(),
  codec: v.nullable(v.picklist(codecs)),
  /** Null before both sides have agreed on their sound, and where it does not pass through us. */
  secured: v.nullable(v.picklist(secrecies)),
  quality: v.nullable(Quality),
  /** Nothing arrives of the other side, though it should be heard: for some seconds now. */
  quiet: v.boolean(),
});
export type Call = v.InferOutput<typeof Call>;

/** Is it not over yet? */
export function isLive(call: Call): boolean {
  return call.state !== "ended";
}

/** Is the call's sound in the browser, and not between two telephones? */
export function isInBrowser({ device }: Pick<Call, "device">): boolean {
  return device.id === browserDevice;
}

/** Does the call's sound pass through the companion: to the browser, or in a conference, which it mixes whatever telephone the user speaks with? */
export function isHere(call: Pick<Call, "device" | "conference">): boolean {
  return isInBrowser(call) || call.conference !== null;
}

/** The caller who has waited longest. */
export function callToAnswer(calls: readonly Call[]): Call | undefined {
  return calls.find((call) => call.state === "offered");
}

/** The call we speak in, else the one we dial: never a held one, whose party does not expect it. */
export function callToHangUp(calls: readonly Call[]): Call | undefined {
  return (
    calls.find((call) => call.state === "active") ??
    calls.findLast((call) => call.state === "dialling" || call.state === "ringing")
  );
}

/** Has it been answered, and is it the user who speaks there or holds it? */
export function talks(call: Call): boolean {
  return call.state === "active" || call.state === "held";
}

const device = v.pipe(v.string(), v.maxLength(64));
/** Does its other party hear the browser, while the user speaks there or holds it? */
export function talksInBrowser(call: Call): boolean {
  return talks(call) && isInBrowser(call);
}

const one = v.strictObject({ callId: v.pipe(v.string(), v.maxLength(64)) });

export const callsCommands = {
  /**
   * Dials what the user typed, clicked or selected, with the device in use or with that one. Where it is held for a question or a countdown,
   * there is no call yet: `guard.waiting`. A `link` always is; one that cannot be read fails with `link-malformed`.
   */
  "calls.dial": {
    params: v.strictObject({
      target: v.pipe(v.string(), v.maxLength(256)),
      source: CallSource,
      device: v.optional(device),
    }),
    result: v.object({ callId: v.nullable(v.string()) }),
  },
  /** With the device in use, or with that one. Fails with `phone-not-answered` where that telephone does not answer; the caller then waits on. */
  "calls.answer": { params: v.strictObject({ ...one.entries, device: v.optional(device) }), result: v.null() },
  /** Goes on with that device; where it does not answer (`phone-not-answered`), with the one before. */
  "calls.move": { params: v.strictObject({ ...one.entries, device }), result: v.null() },
  "calls.decline": { params: one, result: v.null() },
  /** Sends a caller to the number the user has set for that (RFC 3261 section 21.3.3). Fails with `no-forward-number` where there is none. */
  "calls.forward": { params: one, result: v.null() },
  /** Stops the ring of this one caller, who goes on waiting. */
  "calls.silence": { params: one, result: v.null() },
  "calls.hangUp": { params: one, result: v.null() },
  "calls.hold": { params: one, result: v.null() },
  "calls.resume": { params: one, result: v.null() },
  "calls.mute": { params: v.strictObject({ ...one.entries, muted: v.boolean() }), result: v.null() },
  "calls.sendDigits": {
    params: v.strictObject({ ...one.entries, digits: v.pipe(v.string(), v.regex(/^[0-9*#A-D]{1,32}$/u)) }),
    result: v.null(),
  },
  /** Asks the other side to call that number in our place, which nobody speaks with first. */
  "calls.transfer": {
    params: v.strictObject({ ...one.entries, target: v.pipe(v.string(), v.maxLength(256)) }),
    result: v.null(),
  },
  /** In a consultation, the call of `callId`: joins the one who waits with the one who is asked, who need not have answered yet. */
  "calls.completeTransfer": { params: one, result: v.null() },
  /** In a consultation: speaks with the other one, and who was spoken with waits. */
  "calls.swap": { params: one, result: v.null() },
  /** Ends a consultation and speaks again with the one who waits. */
  "calls.takeBack": { params: one, result: v.null() },
  /** Calls whom the other side wants us to call. */
  "calls.followReferral": { params: one, result: v.null() },
  "calls.declineReferral": { params: one, result: v.null() },
  /** Removes at once what only waits to be read: the card of an ended call, or the word of a failed transfer or recording. */
  "calls.dismiss": { params: one, result: v.null() },
} as const;

export const CallsEvent = v.variant("type", [
  v.object({ type: v.literal("calls.changed"), call: Call }),
  v.object({ type: v.literal("calls.removed"), callId: v.string() }),
]);
export type CallsEvent = v.InferOutput<typeof CallsEvent>;

/** Folds one event into the calls, which keep the order in which they began. */
export function applyCallsEvent(calls: readonly Call[], event: CallsEvent): readonly Call[] {
  switch (event.type) {
    case "calls.changed":
      return calls.some((call) => call.id === event.call.id)
        ? calls.map((call) => (call.id === event.call.id ? event.call : call))
        : [...calls, event.call];
    case "calls.removed":
      return calls.filter((call) => call.id !== event.callId);
  }
}
