import * as v from "valibot";

/**
 * How a number becomes what is dialled.
 * - `country`: ISO 3166 code that national numbers are read in
 * - `outsidePrefix`: what the PBX wants in front of outside numbers ("0"), or nothing
 * - `internalLengths`: lengths of numbers that stay inside and are dialled as they are
 * - `outsideFormat`: how an outside number is dialled: `+33…`, `0033…` or `01…` where it is in the same country
 */
export const DialPlan = v.object({
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/u)),
  outsidePrefix: v.pipe(v.string(), v.regex(/^[0-9*#]{0,4}$/u)),
  internalLengths: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8))), v.maxLength(8)),
  outsideFormat: v.picklist(["e164", "international", "national"]),
});
export type DialPlan = v.InferOutput<typeof DialPlan>;

export const defaultDialPlan: DialPlan = {
  country: "FR",
  outsidePrefix: "",
  internalLengths: [2, 3, 4],
  outsideFormat: "e164",
};

export const diallingCommands = {
  "dialling.change": { params: DialPlan, result: v.null() },
} as const;

export const DiallingEvent = v.object({ type: v.literal("dialling.changed"), plan: DialPlan });
export type DiallingEvent = v.InferOutput<typeof DiallingEvent>;

/** Folds one event into the dial plan. */
export function applyDiallingEvent(_plan: DialPlan, event: DiallingEvent): DialPlan {
  return event.plan;
}
