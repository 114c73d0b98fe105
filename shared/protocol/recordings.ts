import * as v from "valibot";
import { next, page, whole } from "./pages.ts";

/** How the other party learns of a recording: it is told in words before anything is kept, or the user says that it has agreed. */
export const consents = ["spoken", "shown"] as const;

/** Why a recording ended by itself, or never began; the call goes on. */
export const recordingFaults = ["disk-full", "not-written", "not-announced"] as const;
export type RecordingFault = (typeof recordingFaults)[number];

/**
 * How the recording of a call stands:
 * - `announcing`: the others are being told, and nothing is kept yet
 * - `recording`: what both sides say is kept
 * - `paused`: nothing is kept until it goes on
 * - `failed`: it ended by itself; `reason` says why
 *
 * Calls of one conference are in one recording, and have its `id`.
 */
export const CallRecording = v.variant("state", [
  v.object({ state: v.picklist(["announcing", "recording", "paused"]), id: v.string() }),
  v.object({ state: v.literal("failed"), reason: v.picklist(recordingFaults) }),
]);
export type CallRecording = v.InferOutput<typeof CallRecording>;

/** Is it under way, paused or not? */
export function isRecorded(recording: CallRecording | null): recording is Exclude<CallRecording, { state: "failed" }> {
  return recording !== null && recording.state !== "failed";
}

/** One recording that is over. */
export const Recording = v.object({
  id: v.string(),
  /** Its beginning, in milliseconds since the epoch. */
  startedAt: v.number(),
  seconds: v.number(),
  /** Who was recorded, the user apart. */
  parties: v.array(v.object({ number: v.string(), name: v.string() })),
});
export type Recording = v.InferOutput<typeof Recording>;

/** What a window mirrors of the recordings: how many there are, and a number that grows with each change. */
export const RecordingsState = v.object({ size: v.number(), changes: v.number() });
export type RecordingsState = v.InferOutput<typeof RecordingsState>;

export const noRecordings: RecordingsState = { size: 0, changes: 0 };

const id = v.pipe(v.string(), v.maxLength(64));
const one = v.strictObject({ callId: id });

export const recordingsCommands = {
  /**
   * Records the call, or the conference it is in. Where the user has chosen to ask the others, `agreed` says that they have;
   * without that it fails with `consent-missing`.
   */
  "recordings.begin": { params: v.strictObject({ callId: id, agreed: v.boolean() }), result: v.null() },
  "recordings.pause": { params: one, result: v.null() },
  "recordings.resume": { params: one, result: v.null() },
  "recordings.stop": { params: one, result: v.null() },
  /** The recordings, the last first; `before` is the `next` of the page before. */
  "recordings.page": {
    params: v.strictObject(page),
    result: v.object({ recordings: v.array(Recording), next }),
  },
  /** A piece of a recording's file (stereo WAV: left the user, right the others) from that byte on, in base64; empty after its end. */
  "recordings.read": {
    params: v.strictObject({ recordingId: id, from: whole }),
    result: v.object({ piece: v.string(), size: v.number() }),
  },
  "recordings.delete": { params: v.strictObject({ recordingId: id }), result: v.null() },
} as const;

/** A recording was kept or deleted. */
export const RecordingsEvent = v.object({ type: v.literal("recordings.changed"), recordings: RecordingsState });
export type RecordingsEvent = v.InferOutput<typeof RecordingsEvent>;

/** Folds one event into what is mirrored of the recordings. */
export function applyRecordingsEvent(_recordings: RecordingsState, event: RecordingsEvent): RecordingsState {
  return event.recordings;
}
