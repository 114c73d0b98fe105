import { isLive, isRecorded, type Call, type CallEnd } from "@twp/shared/protocol/index.ts";
import { SoundRefusal, type CallSound, type Direction, type Party, type SoundNews } from "../sounds/ports.ts";
import { createTurn } from "../turn.ts";
import { callAfter, type CallSignal } from "./call.ts";
import { createExpected } from "./expected.ts";
import { identified } from "./identity.ts";
import type { Caller, Leg, LegNews, Line, Summons, SummonsReply } from "./ports.ts";
import type { Ringing } from "./devices/ringing.ts";
import { hearSummons } from "./transfer/summons.ts";
import { endInTransfer } from "./transfer/transfer.ts";

/** What a live call tells its collection. */
export type LiveCallEvents = Readonly<{
  now: () => number;
  /** Who is on our side of a call in which both should hear each other. */
  ourSide: () => Party;
  /** A call has that Call-ID on the wire. */
  traced: (callId: string, sipCallId: string) => void;
  changed: (call: Call, before: Call) => void;
  /** It is spoken in from now on. */
  spoken: () => unknown;
  ended: (call: Call) => void;
  /** Something went wrong that no user needs to read; for the log. */
  trouble: (what: string, error: unknown) => void;
}>;

/** Who waits to be answered, and the sound that is being opened for it. */
export type AtTheDoor = Readonly<{
  caller: Caller;
  line: Line;
  sound: Promise<CallSound>;
  ringing: Ringing;
  /** Only one device answers: the first that asks. */
  claim: () => boolean;
}>;

/** Whom the peer wants us to call, while the user has not said whether we do. */
export type Summoned = Readonly<{ to: Summons; reply: SummonsReply }>;

/** A call value together with the leg and the sound that make it happen. The value is the truth; the two follow it. */
export type LiveCall = ReturnType<typeof createLiveCall>;

/** Begins a live call around its first value. The leg and the sound join as soon as they exist. */
export function createLiveCall(first: Call, events: LiveCallEvents) {
  let call = first;
  let leg: Leg | null = null;
  let sound: CallSound | null = null;
  const expected = createExpected();
  let door: AtTheDoor | null = null;
  let summoned: Summoned | null = null;

  const change = (next: Call): void => {
    const before = call;
    call = next;
    events.changed(call, before);
  };
  const patch = (part: Partial<Call> | null): void => {
    if (part !== null && isLive(call)) change({ ...call, ...part });
  };
  const traced = (sipCallId: string): void => events.traced(call.id, sipCallId);
  const signal = (what: CallSignal, end?: CallEnd): boolean => {
    const next = callAfter(call, what, events.now(), end);
    if (next === null) return false;
    change(next);
    if (what === "answer" || what === "resume") events.spoken();
    return true;
  };
  /** Ends the call once, whoever began it, and frees what it held. */
  const end = (reason: CallEnd): void => {
    if (!signal("end", reason)) return;
    leg?.hangUp();
    sound?.close();
    expected.drop();
    door?.ringing.stop();
    events.ended(call);
  };
  return {
    call: () => call,
    leg: () => leg,
    sound: () => sound,
    door: () => door,
    summoned: () => summoned,
    /** Asks the user, or asks no more; the question outlives a peer that hangs up after it. */
    setSummoned(next: Summoned | null): void {
      summoned = next;
      change({ ...call, referredTo: next?.to.target ?? null });
    },
    waitAtTheDoor: (waiting: AtTheDoor): void => void (door = waiting),
    patch,
    signal,
    end,
    /** Offers and answers never cross: each waits until the one before it is through (RFC 3264 section 4). */
    inTurn: createTurn(),
    traced,
    trouble: events.trouble,
    ourSide: events.ourSide,
    expected,
    /** Gives the call its sound in place of the one before; one that comes after the end is closed at once. */
    joinSound(joined: CallSound): void {
      sound = expected.replace(sound, joined);
      if (!isLive(call)) joined.close();
    },
    joinLeg(joined: Leg): void {
      leg = joined;
      if (!isLive(call)) joined.hangUp();
    },
  };
}

/** Which way sound should flow, given who holds whom. What the peer's description forbids is taken off by the media engine. */
export function directionFor(call: Call): Direction {
  return call.state === "held" ? "sendonly" : "sendrecv";
}

/** An offer of that sound for the call as it is now: a conference is mixed here, any other call is between the two who speak. */
export function offerFor(live: LiveCall, sound: CallSound, direction = directionFor(live.call())): Promise<string> {
  passFor(live, sound);
  return sound.offer(direction);
}

/** Chooses the way of the sound; true where it takes a new offer. */
export function passFor(live: LiveCall, sound: CallSound | null): boolean {
  return sound?.pass?.(live.call().conference !== null) ?? false;
}

/** Connects the call's sound exactly to those whom the other side should hear: the user, a conference, or nobody. */
export function connectParty(live: LiveCall): void {
  live.sound()?.connect(partyOf(live));
}

function partyOf(live: LiveCall): Party {
  const { state, earlyMedia, conference, recording } = live.call();
  if (conference !== null && (state === "active" || state === "joined"))
    return { kind: "mix", name: conference.id, user: state === "active" };
  // While nobody is here to speak, the other party hears the waiting tone, which nobody needs to keep.
  if (state === "active" && isRecorded(recording) && live.ourSide().kind === "browser")
    return { kind: "mix", name: recording.id, user: true };
  return state === "active" || (earlyMedia && state === "ringing") ? live.ourSide() : { kind: "nobody" };
}

/** Takes in what the sound of the call tells. */
export function hearSound(live: LiveCall, news: Exclude<SoundNews, { type: "encrypted" }>): void {
  switch (news.type) {
    case "codec":
      return live.patch({ codec: news.codec });
    case "heldByPeer":
      return live.patch({ heldByPeer: news.held });
    case "quality":
      return live.patch({ quality: news.quality });
    case "quiet":
      return live.patch({ quiet: news.quiet });
    case "failed":
      return live.end(news.reason);
    case "played":
      // The waiting tone begins again.
      return connectParty(live);
    case "arriving":
    case "digit":
    case "kept":
      return;
  }
}

/** Takes in what the leg of the call tells. */
export function hearLeg(live: LiveCall, news: LegNews): void {
  switch (news.type) {
    case "traced":
      return live.traced(news.callId);
    case "ringing":
      return void live.signal("ring");
    case "earlyMedia":
      return followLeg(live, () => takeEarlyMedia(live, news.answer));
    case "answered":
      return followLeg(live, () => takeAnswer(live, news.answer));
    case "forwarded":
      return live.patch({ forwardedTo: news.to });
    case "identified":
      return live.patch(identified(live.call(), news));
    case "reoffered":
      return followLeg(live, () => answerReoffer(live, news));
    case "lateAnswer":
      return followLeg(live, async () => live.sound()?.accept(news.answer));
    case "referred":
      return hearSummons(live, news);
    case "ended":
      return live.end(endInTransfer(live.call(), news.end));
  }
}

/** Does what a leg's news asks for, in turn; a description that cannot be used ends the call. */
export function followLeg(live: LiveCall, act: () => Promise<unknown>): void {
  live.inTurn(act).catch((error: unknown) => {
    live.trouble("description-refused", error);
    live.end(refusalOf(error));
  });
}

/** The reason with which a call ends whose description could not be used. */
export function refusalOf(error: unknown): CallEnd {
  return error instanceof SoundRefusal ? error.reason : "sound-failed";
}

async function takeEarlyMedia(live: LiveCall, answer: string): Promise<void> {
  await live.sound()?.accept(answer);
  live.patch({ earlyMedia: true });
  live.signal("ring");
  connectParty(live);
}

async function takeAnswer(live: LiveCall, answer: string): Promise<void> {
  // A 200 after early media may repeat the description or leave it out.
  if (answer !== "") await live.sound()?.accept(answer);
  if (live.signal("answer")) connectParty(live);
}

async function answerReoffer(live: LiveCall, news: Extract<LegNews, { type: "reoffered" }>): Promise<void> {
  const sound = live.sound();
  if (sound === null || !isLive(live.call())) return news.reply.refuse();
  const direction = directionFor(live.call());
  try {
    news.reply.accept(news.offer === "" ? await offerFor(live, sound) : await sound.answer(news.offer, direction));
  } catch (error) {
    // The session stays as it was (RFC 3261 section 14.2): only the change is refused, not the call.
    live.trouble("reoffer-refused", error);
    news.reply.refuse();
  }
}
