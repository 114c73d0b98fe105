import {
  defaultDevices,
  defaultDialPlan,
  defaultSettings,
  initialState,
  type Devices,
  type LearnedName,
  type Settings,
  type Params,
  type Result,
} from "@twp/shared/protocol/index.ts";
import { createPhones } from "../devices/phones.ts";
import { createHandClock } from "../hand-clock.ts";
import { createMirror } from "../mirror.ts";
import {
  SoundRefusal,
  type CallSound,
  type Direction,
  type Party,
  type RecordingNews,
  type SoundNews,
} from "../sounds/ports.ts";
import { createCalls, type CallsPorts } from "./calls.ts";
import type { Caller, Leg, LegNews, Line, Referral, ReferralNews } from "./ports.ts";

type Told<News> = (news: News) => void;

/** How peers and sounds behave, as a test wishes; a REFER that gets 0 cannot even be sent. */
const wellBehaved = {
  refusesReoffers: false,
  refusesOffers: false,
  takesReferrals: true,
  referralGets: 202,
  secure: false,
  /** What whoever has that number answers to an offer within a call. */
  describes: (_number: string, _offer: string): string => "answer",
  /** What our n-th sound says of itself. */
  weDescribe: (_n: number, direction: Direction): string => direction,
};

/** A telephone network held in the hand: what was asked of it, and what it tells. */
export function createWorld() {
  const asked: string[] = [];
  const behaviour = { ...wellBehaved };
  const clock = createHandClock();
  const network = createNetwork(asked, behaviour);
  const sounds: Told<SoundNews>[] = [];
  const parties = new Map<number, Party>();
  const recorders: Told<RecordingNews>[] = [];
  const mirror = createMirror(rethrow, initialState);
  let ids = 0;
  let settings = defaultSettings;
  let devices = defaultDevices;
  let heard = true;
  const learned = new Map<string, LearnedName>();
  const calls = createCalls({
    line: () => network.line,
    doubtLine: () => void asked.push("asks whether the line is there"),
    openSound: async (news) => {
      sounds.push(news);
      return soundOf(asked, behaviour, { n: sounds.length, parties });
    },
    ...recordingPorts(asked, recorders),
    devices: () => devices,
    phones: createPhones(clock),
    plan: () => defaultDialPlan,
    nameFor: (_number, own) => own,
    learnedFor: (number) => learned.get(number) ?? null,
    isHeard: () => heard,
    settings: () => settings,
    traced: () => undefined,
    publish: mirror.publish,
    clock,
    waitingTone: "waiting.wav",
    newId: () => String(++ids),
    log: () => undefined,
  });
  calls.listen(network.line);
  return {
    asked,
    /** Whose a number is according to pages. */
    learned,
    setHeard: (isHeard: boolean) => void (heard = isHeard),
    set: (part: Partial<Settings>) => void (settings = { ...settings, ...part }),
    /** The user has these devices. */
    have: (now: Devices) => void (devices = now),
    behaviour,
    calls,
    legs: network.legs,
    /** What each number was offered last. */
    offered: network.offered,
    /** What whoever was dialled last at a number may tell. */
    dialled: network.dialled,
    /** What each peer that was asked to call somebody may tell of it. */
    referrals: network.referrals,
    ring: network.ring,
    sounds,
    /** What each sound of ours is connected to, by its number, until it is closed. */
    parties,
    /** What each recording may tell. */
    recorders,
    state: mirror.state,
    pass: clock.pass,
  };
}

/** What is asked of a recording, and what it tells. */
function recordingPorts(
  asked: string[],
  recorders: Told<RecordingNews>[],
): Pick<CallsPorts, "record" | "recordings" | "announcement" | "language"> {
  return {
    record(mix, { file, announcement }, news) {
      recorders.push(news);
      asked.push(`records mix ${mix} to ${file}, announced by ${announcement ?? "nobody"}`);
      return {
        pause: (paused) => void asked.push(paused ? "pauses the recording" : "resumes the recording"),
        stop: () => void asked.push("stops the recording"),
      };
    },
    recordings: {
      begin: ({ parties }) => `file of ${parties.map(({ number }) => number).join()}`,
      finish: () => void asked.push("keeps the recording"),
    },
    announcement: (language) => `announcement.${language}`,
    language: "en",
  };
}

const rethrow = (error: unknown): never => {
  throw error;
};

type Behaviour = typeof wellBehaved;

function partyText(party: Party): string {
  return party.kind === "mix" ? `mix ${party.user ? "with" : "without"} the user` : party.kind;
}

type Sounds = Readonly<{ n: number; parties: Map<number, Party> }>;

function soundOf(asked: string[], behaviour: Behaviour, { n, parties }: Sounds): CallSound {
  const described = (direction: Direction): string => behaviour.weDescribe(n, direction);
  return {
    offer: async (direction, only) => (only === undefined ? described(direction) : `${direction} only with ${only}`),
    accept: async (answer) => void asked.push(`sound accepts ${answer}`),
    async answer(_, direction) {
      if (behaviour.refusesOffers) throw new SoundRefusal("no-common-codec", "none");
      return described(direction);
    },
    connect(party) {
      parties.set(n, party);
      asked.push(`sound to ${partyText(party)}`);
    },
    mute: (muted) => void asked.push(muted ? "mutes" : "unmutes"),
    sendDigits: async (digits) => void asked.push(`digits ${digits}`),
    close() {
      parties.delete(n);
      asked.push("sound closes");
    },
  };
}

type LegWorld = Readonly<{
  asked: string[];
  behaviour: Behaviour;
  referrals: Told<ReferralNews>[];
  offered: Map<string, string>;
}>;

/** The leg to whoever has that name. */
function legOf({ asked, behaviour, referrals, offered }: LegWorld): (name: string) => Leg {
  return (name) => ({
    hangUp() {
      asked.push(`${name} hangs up`);
      offered.delete(name);
    },
    async reoffer(offer) {
      asked.push(`${name} reoffers ${offer}`);
      if (behaviour.refusesReoffers) throw new Error("488");
      const answer = behaviour.describes(name, offer);
      offered.set(name, offer);
      return answer;
    },
    sendDigit: async (digit) => void asked.push(`${name} sends ${digit}`),
    place: () => ({ uri: `sip:${name}`, replaces: `call with ${name}` }),
    isNamed: (replaces) => replaces === `call with ${name}`,
    takesReferrals: () => behaviour.takesReferrals,
    async refer(to: Referral, told) {
      asked.push(`${name} should call ${"target" in to ? to.target : `${to.uri} in place of the ${to.replaces}`}`);
      referrals.push(told);
      if (behaviour.referralGets === 0) throw new Error("not sent");
      return behaviour.referralGets;
    },
  });
}

/** What a fake offer wants besides sound both ways. */
const wanted = (offer: string): string => (offer.startsWith("sendrecv") ? offer.slice("sendrecv".length) : "");

function createNetwork(asked: string[], behaviour: Behaviour) {
  const legs: Told<LegNews>[] = [];
  const referrals: Told<ReferralNews>[] = [];
  const [offered, dialled] = [new Map<string, string>(), new Map<string, Told<LegNews>>()];
  let hear: ((caller: Caller) => Told<LegNews>) | null = null;
  const leg = legOf({ asked, behaviour, referrals, offered });
  const line: Line = {
    heard: null,
    watch: () => () => undefined,
    local: "127.0.0.1",
    get secure() {
      return behaviour.secure;
    },
    dial(target, offer, news, { summons } = {}) {
      legs.push(news);
      offered.set(target, offer);
      dialled.set(target, news);
      asked.push(`dials ${target}${wanted(offer)}${summons === undefined ? "" : ` for ${summons.referredBy}`}`);
      return leg(target);
    },
    onCaller: (listener) => void (hear = listener),
  };
  const ring = (name: string, offer = "offer", replaces = "", asks: Partial<Caller> = {}): Told<LegNews> => {
    const caller: Caller = {
      ...leg(name),
      number: name,
      name: "",
      redirectedBy: null,
      answerAfter: null,
      replaces,
      offer,
      ring: () => void asked.push(`${name} hears ringing`),
      answer: async (description) => void asked.push(`${name} gets ${description}`),
      forward: (target) => void asked.push(`${name} is sent to ${target}`),
      refuse: (status) => void asked.push(`${name} gets ${status}`),
      ...asks,
    };
    return (hear as NonNullable<typeof hear>)(caller);
  };
  return { legs, line, offered, dialled, referrals, ring };
}

/** Lets everything happen that waits for nothing outside. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}

const asker = { session: "s" };
type World = ReturnType<typeof createWorld>;
type Name = keyof World["calls"]["commands"];

/** What a user does in a world, told shortly. */
export function userOf({ calls, legs, ring, state }: World) {
  const ask = async <C extends Name>(command: C, params: Params<C>): Promise<Result<C>> =>
    // The command and its parameters stand under the same name; the compiler cannot follow that through the union.
    (calls.commands[command] as (given: Params<C>, by: typeof asker) => Promise<Result<C>>)(params, asker);
  const dial = async (target: string): Promise<string> => {
    const callId = calls.dial(target, { kind: "panel" });
    await settled();
    return callId;
  };
  return {
    ask,
    dial,
    /** Dials, and the other side answers. */
    async active(target: string): Promise<string> {
      const callId = await dial(target);
      legs.at(-1)?.({ type: "answered", answer: "answer" });
      await settled();
      return callId;
    },
    /** Somebody calls; the id of the call. */
    async ring(name: string, asks: Partial<Caller> = {}): Promise<string> {
      ring(name, "offer", "", asks);
      await settled();
      return state().calls.at(-1)?.id ?? "none";
    },
    call: (callId: string) => state().calls.find(({ id }) => id === callId),
  };
}
