import * as v from "valibot";

/** A number that is whole and not negative. */
export const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where the next page of a list begins: a number that only the list understands; null behind the last page. */
export const next = v.nullable(whole);

/** Which page of a list is asked for: at most so many rows, from the `next` of the page before on; the first where that is null. */
export const page = { before: next, limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)) } as const;
