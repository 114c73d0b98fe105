import { findPhoneNumbersInText, isSupportedCountry } from "libphonenumber-js/min";
import { findNumbers } from "@twp/shared/dialling/find.ts";
import type { LabelledText } from "./corpus.ts";

/** A number as somebody found it. */
export type Found = Readonly<{ start: number; end: number; dial: string }>;
export type Finder = (text: string, country: string) => readonly Found[];

/** What was found of a text's numbers, and what was taken for one in vain. */
export type Outcome = Readonly<{
  text: LabelledText;
  right: readonly Found[];
  wrong: readonly Found[];
  missed: readonly Found[];
}>;

/** Ours: what would be dialled, with the extension in the corpus's manner. */
export const ours: Finder = (text, country) =>
  findNumbers(text, country).map(({ start, end, number, extension }) => ({
    start,
    end,
    dial: dialled(number, extension),
  }));

/** The library's own finder, without us. */
export const library: Finder = (text, country) =>
  findPhoneNumbersInText(text, isSupportedCountry(country) ? { defaultCountry: country } : undefined).map(
    ({ startsAt, endsAt, number }) => ({ start: startsAt, end: endsAt, dial: dialled(number.number, number.ext) }),
  );

const dialled = (number: string, extension: string | undefined): string =>
  extension === undefined ? number : `${number};ext=${extension}`;

/** Compares what a finder finds in a text with its labels. A span may differ by the punctuation around it. */
export function compare(text: LabelledText, find: Finder): Outcome {
  const found = find(text.text, text.country);
  const same = (one: Found, other: Found): boolean =>
    one.dial === other.dial && trimmed(text.text, one) === trimmed(text.text, other);
  const right = found.filter((each) => text.numbers.some((label) => same(each, label)));
  return {
    text,
    right,
    wrong: found.filter((each) => !right.includes(each)),
    missed: text.numbers.filter((label) => !found.some((each) => same(each, label))),
  };
}

/** Where a span begins and ends without what is no letter, digit, star or plus. */
function trimmed(text: string, { start, end }: Found): string {
  const inside = text.slice(start, end);
  const before = /^[^\p{L}\p{N}+*#]*/u.exec(inside)?.[0].length ?? 0;
  const after = /[^\p{L}\p{N}+*#]*$/u.exec(inside)?.[0].length ?? 0;
  return `${start + before}-${end - after}`;
}

/** The share of what was found that is right, and of what is there that was found. */
export type Score = Readonly<{ precision: number; recall: number; numbers: number }>;

/** Scores outcomes together; of nothing found or nothing there, all is right. */
export function score(outcomes: readonly Outcome[]): Score {
  const count = (part: "right" | "wrong" | "missed"): number =>
    outcomes.reduce((sum, outcome) => sum + outcome[part].length, 0);
  const [right, wrong, missed] = [count("right"), count("wrong"), count("missed")];
  return {
    precision: right + wrong === 0 ? 1 : right / (right + wrong),
    recall: right + missed === 0 ? 1 : right / (right + missed),
    numbers: right + missed,
  };
}
