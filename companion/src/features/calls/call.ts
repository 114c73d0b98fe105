import { inBrowser, type Call, type CallEnd, type CallSource, type CallState } from "@twp/shared/protocol/index.ts";

/** What can happen to a call. */
export type CallSignal = "ring" | "answer" | "hold" | "resume" | "leave" | "enter" | "end";

/*
 *   dial ─▶ dialling ──ring──▶ ringing ┐
 *               │                      ├─answer─▶ active ◀──resume── held
 *   INVITE ─▶ offered ─────────────────┘            └─────hold──────▶
 *
 *   in a conference:   active, held ──leave──▶ joined ──enter──▶ active
 *
 *   any of them ──end──▶ ended
 */
const transitions = {
  dialling: { ring: "ringing", answer: "active", end: "ended" },
  ringing: { ring: "ringing", answer: "active", end: "ended" },
  offered: { answer: "active", end: "ended" },
  active: { hold: "held", leave: "joined", end: "ended" },
  held: { resume: "active", leave: "joined", end: "ended" },
  joined: { enter: "active", end: "ended" },
  ended: {},
} as const satisfies Record<CallState, Partial<Record<CallSignal, CallState>>>;

/** Where the signal leads from this state, or null where it means nothing there. */
export function stateAfter(state: CallState, signal: CallSignal): CallState | null {
  const row: Partial<Record<CallSignal, CallState>> = transitions[state];
  return row[signal] ?? null;
}

/** The call after the signal at that time, or null where the signal means nothing in its state. `end` says why it is over. */
export function callAfter(call: Call, signal: CallSignal, now: number, end: CallEnd = "hung-up"): Call | null {
  const state = stateAfter(call.state, signal);
  if (state === null) return null;
  switch (signal) {
    case "answer":
      return { ...call, state, answeredAt: now };
    case "end":
      return {
        ...call,
        state,
        endedAt: now,
        end,
        transfer: null,
        consults: null,
        conference: null,
        phoneRings: null,
        recording: null,
      };
    case "ring":
    case "hold":
    case "resume":
    case "leave":
    case "enter":
      return { ...call, state };
  }
}

type Beginning = Readonly<{ id: string; now: number; number: string; name: string }>;

const fresh = {
  learned: null,
  redirectedBy: null,
  forwardedTo: null,
  transfer: null,
  referredTo: null,
  consults: null,
  device: inBrowser,
  phoneRings: null,
  conference: null,
  recording: null,
  answeredAt: null,
  endedAt: null,
  end: null,
  heldByPeer: false,
  muted: false,
  silenced: false,
  answersItself: false,
  digits: "",
  earlyMedia: false,
  codec: null,
  secured: null,
  quiet: false,
  quality: null,
} as const;

/** A call we place, from the moment the user asked for it; `consults` is the call it is placed during. */
export function outgoingCall(
  { id, now, number, name }: Beginning,
  target: string,
  source: CallSource | null,
  consults: Call["consults"] = null,
): Call {
  return {
    ...fresh,
    consults,
    id,
    direction: "outgoing",
    state: "dialling",
    peer: { number, name },
    dialled: { target, source },
    startedAt: now,
  };
}

/** A call somebody places to us. */
export function incomingCall({ id, now, number, name }: Beginning, redirectedBy: Call["redirectedBy"] = null): Call {
  return {
    ...fresh,
    id,
    direction: "incoming",
    state: "offered",
    peer: { number, name },
    redirectedBy,
    dialled: null,
    startedAt: now,
  };
}

/** As long as whoever wants us to call somebody waits for an answer, in milliseconds. */
export const questionStays = 60_000;

const plainEnds: ReadonlySet<CallEnd> = new Set(["hung-up", "hung-up-by-peer", "declined", "transferred"]);

/** How long an ended call's card stays, in milliseconds: a question needs to be answered, a failure to be read, a plain end neither. */
export function cardStays({ end, referredTo }: Pick<Call, "end" | "referredTo">): number {
  if (referredTo !== null) return questionStays;
  return end !== null && plainEnds.has(end) ? 2500 : 7000;
}
