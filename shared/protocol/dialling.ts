import * as v from "valibot";

const digits = v.pipe(v.string(), v.regex(/^\d{1,8}$/u));

/** Both ends belong to it. */
const Range = v.pipe(
  v.object({ from: digits, to: digits }),
  v.check(({ from, to }) => from.length === to.length && from <= to),
);

const ShortCode = v.object({
  code: v.pipe(v.string(), v.regex(/^[\d*#]{1,8}$/u)),
  number: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
});

/**
 * How a number becomes what is dialled.
 * - `country`: ISO 3166 code that national numbers are read in
 * - `outsidePrefix`: what the PBX wants in front of outside numbers ("0"), or nothing
 * - `areaCode`: what numbers lack that are written as neighbours write them ("30" in Berlin), without the national prefix; or nothing
 * - `internalLengths`, `internalRanges`: numbers of these lengths, and those between two of one length, stay inside and are dialled as they are
 * - `outsideFormat`: how an outside number is dialled: `+33…`, `0033…` or `01…` where it is in the same country
 * - `shortCodes`: what a few typed digits stand for
 * - `emergencyNumbers`: those of the user's own house, beside the country's
 */
export const DialPlan = v.object({
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/u)),
  outsidePrefix: v.pipe(v.string(), v.regex(/^[0-9*#]{0,4}$/u)),
  areaCode: v.pipe(v.string(), v.regex(/^\d{0,6}$/u)),
  internalLengths: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8))), v.maxLength(8)),
  internalRanges: v.pipe(v.array(Range), v.maxLength(20)),
  outsideFormat: v.picklist(["e164", "international", "national"]),
  shortCodes: v.pipe(v.array(ShortCode), v.maxLength(50)),
  emergencyNumbers: v.pipe(v.array(digits), v.maxLength(10)),
});
export type DialPlan = v.InferOutput<typeof DialPlan>;

export const defaultDialPlan: DialPlan = {
  country: "FR",
  outsidePrefix: "",
  areaCode: "",
  internalLengths: [2, 3, 4],
  internalRanges: [],
  outsideFormat: "e164",
  shortCodes: [],
  emergencyNumbers: [],
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
