import type { Why, WhyNot } from "./finding/reasons.ts";
import { scan, type Kind, type Scan } from "./finding/scan.ts";
import { mayHoldNumber } from "./may-hold-number.ts";

/**
 * A telephone number in a text.
 * - `text`: what stands there from `start` to `end`, with the words of an extension
 * - `number`: what is dialled: its E.164 form, or a short or internal number as it is
 * - `extension`: what is dialled once it is answered
 * - `why`: what made it a number
 */
export type FoundNumber = Readonly<{
  start: number;
  end: number;
  text: string;
  number: string;
  extension?: string;
  kind?: Kind;
  why: Why;
}>;

/** Digits that were not taken for a number, and why. */
export type LeftDigits = Readonly<{ start: number; end: number; text: string; whyNot: WhyNot }>;

/** Lengths of internal numbers where the user's own are not known. */
const usualLengths = [3, 4];

/**
 * Finds the telephone numbers of a text, in their order; national ones are read in `country` (ISO 3166). Never throws, takes time that
 * grows with the text's length alone.
 */
export function findNumbers(
  text: string,
  country: string,
  internalLengths: readonly number[] = usualLengths,
): FoundNumber[] {
  if (!mayHoldNumber(text)) return [];
  return scan(text, country, internalLengths).found.map((found) => withText(text, found));
}

/** What the digits at a place of the text came to: a number and why, what else and why not, or nothing where no digits stand. */
export function explain(
  text: string,
  country: string,
  at: number,
  internalLengths: readonly number[] = usualLengths,
): FoundNumber | LeftDigits | undefined {
  const { found, left }: Scan = scan(text, country, internalLengths);
  const covers = ({ start, end }: Readonly<{ start: number; end: number }>): boolean => start <= at && at < end;
  const there = (mayHoldNumber(text) ? found.find(covers) : undefined) ?? left.findLast(covers) ?? digitsAt(text, at);
  return there && withText(text, there);
}

const withText = <Place extends Readonly<{ start: number; end: number }>>(
  text: string,
  place: Place,
): Place & Readonly<{ text: string }> => ({ ...place, text: text.slice(place.start, place.end) });

/** Digits that no plan knows. */
function digitsAt(text: string, at: number): Omit<LeftDigits, "text"> | undefined {
  for (const { 0: run, index } of text.matchAll(/\p{Nd}(?:[\p{Nd} .()/-]{0,40}\p{Nd})?/gu))
    if (index <= at && at < index + run.length) return { start: index, end: index + run.length, whyNot: "not-in-plan" };
  return undefined;
}
