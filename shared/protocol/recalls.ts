import * as v from "valibot";
import type { Call } from "./calls.ts";

/**
 * Somebody whom the user could not reach and wants to call again:
 * - `waiting`: in a call, or not yet known to have been in one since
 * - `free`: can be called now
 * - `unknowable`: their server does not tell
 */
const recallStates = ["waiting", "free", "unknowable"] as const;

export const Recall = v.object({
  id: v.string(),
  number: v.string(),
  name: v.string(),
  state: v.picklist(recallStates),
  /** When the user asked for it, in milliseconds since the epoch. */
  since: v.number(),
});
export type Recall = v.InferOutput<typeof Recall>;

/** Of a call that did not come about because the other side was busy, declined, or nobody came. */
export function mayRecall({ direction, end, peer }: Pick<Call, "direction" | "end" | "peer">): boolean {
  const vain = end === "busy" || end === "no-answer" || end === "declined-by-peer";
  return direction === "outgoing" && peer.number !== "" && vain;
}

/** More at once than a person waits for. */
export const mostRecalls = 8;

const one = v.strictObject({ recallId: v.pipe(v.string(), v.maxLength(64)) });

export const recallsCommands = {
  /** Tells the user when the party of that call, which did not come about, is free. */
  "recalls.begin": { params: v.strictObject({ callId: v.pipe(v.string(), v.maxLength(64)) }), result: v.null() },
  /** Calls them, as `calls.dial` does, and waits no more. */
  "recalls.call": { params: one, result: v.object({ callId: v.nullable(v.string()) }) },
  "recalls.cancel": { params: one, result: v.null() },
} as const;

export const RecallsEvent = v.object({ type: v.literal("recalls.changed"), recalls: v.array(Recall) });
export type RecallsEvent = v.InferOutput<typeof RecallsEvent>;

/** Folds one event into the recalls. */
export function applyRecallsEvent(_recalls: readonly Recall[], event: RecallsEvent): readonly Recall[] {
  return event.recalls;
}
