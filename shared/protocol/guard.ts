import * as v from "valibot";
import { CallSource } from "./calls.ts";
import { failureCodes } from "./envelope.ts";
import { guardReasons } from "./settings.ts";

/** The hour where the called party may be, in minutes since midnight: from the earliest to the latest place. */
export const HourThere = v.object({ from: v.number(), to: v.number() });
export type HourThere = v.InferOutput<typeof HourThere>;

/** The kinds of places a call can be started from. */
export type SourceKind = CallSource["kind"];
const sourceKinds = CallSource.options.flatMap(({ entries }): readonly SourceKind[] => entries.kind.options);

/** A call that has not begun: it is asked whether it is meant, or its countdown runs. */
export const WaitingCall = v.object({
  id: v.string(),
  /** As it will be dialled. */
  number: v.string(),
  /** How that party is called here; empty where nobody knows. */
  name: v.string(),
  /** Why it is asked; none where only a countdown runs. */
  reasons: v.array(v.picklist(guardReasons)),
  /** The time of day there; null where it was not looked at. */
  there: v.nullable(HourThere),
  /** When it will be called without another word, in milliseconds since the epoch; null where the user is asked. */
  until: v.nullable(v.number()),
  source: v.picklist(sourceKinds),
  /** Why it could not be called in the end; null before that. */
  failed: v.nullable(v.picklist(failureCodes)),
});
export type WaitingCall = v.InferOutput<typeof WaitingCall>;

/** One waits at a time. */
export const GuardState = v.object({ waiting: v.nullable(WaitingCall) });
export type GuardState = v.InferOutput<typeof GuardState>;

export const nobodyWaits: GuardState = { waiting: null };

const one = v.strictObject({ id: v.pipe(v.string(), v.maxLength(64)) });

export const guardCommands = {
  /** What is known of a number before it is called, whatever the user wants to be asked about; nothing begins. */
  "guard.look": {
    params: v.strictObject({ target: v.pipe(v.string(), v.maxLength(256)) }),
    result: v.object({ there: v.nullable(HourThere), reasons: v.array(v.picklist(guardReasons)) }),
  },
  /** Yes, it is meant: calls now. Where that fails the call goes on waiting, and says why. */
  "guard.call": { params: one, result: v.null() },
  /** Nobody is called, and nothing leaves. */
  "guard.cancel": { params: one, result: v.null() },
} as const;

export const GuardEvent = v.object({ type: v.literal("guard.changed"), guard: GuardState });
export type GuardEvent = v.InferOutput<typeof GuardEvent>;

/** Folds one event into what waits. */
export function applyGuardEvent(_guard: GuardState, event: GuardEvent): GuardState {
  return event.guard;
}
