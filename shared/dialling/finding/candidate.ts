import { groupingOf, type Grouping } from "./grouping.ts";
import { isTight, longestGroup, type Chain, type Group } from "./groups.ts";
import { labelBefore } from "./label.ts";
import { readDigits, readPlusless, type Reading } from "./plans.ts";

/**
 * Some groups of a chain that can be read as one number.
 * - `lengths`: how many digits each group has, the country's code and a zero in brackets left out
 * - `gaps`: what stands between those groups
 * - `grouping`: how well they are those of the country
 * - `bracketed`: it begins with a bracket that closes within it
 * - `from`, `to`: its first group, and the one behind its last, in the chain
 */
export type Candidate = Readonly<{
  chain: Chain;
  from: number;
  to: number;
  start: number;
  end: number;
  reading: Reading;
  lengths: readonly number[];
  gaps: readonly string[];
  grouping: Grouping;
  bracketed: boolean;
}>;

const mostDigits = 17;
const mostGroups = 10;

/** A number is broken over two lines, seldom over three. */
const mostBreaks = 2;

/** Every reading of neighbouring groups of a chain, the earlier and the shorter first. */
export function candidatesOf(plain: string, chain: Chain, country: string): Candidate[] {
  const found: Candidate[] = [];
  const isBracketed = chain.gaps.some((gap) => /[()[\]]/u.test(gap));
  for (let from = 0; from < chain.groups.length; from += 1) {
    if (!mayBegin(chain.groups[from])) continue;
    let [digits, breaks] = ["", 0];
    for (let to = from + 1; to <= Math.min(chain.groups.length, from + mostGroups); to += 1) {
      digits += chain.groups[to - 1]?.digits ?? "";
      if (to > from + 1 && chain.gaps[to - 2]?.includes("\n")) breaks += 1;
      if (digits.length > mostDigits || breaks > mostBreaks) break;
      if (digits.length <= 5) continue;
      const candidate = isBracketed
        ? bracketed(plain, chain, from, to, country)
        : candidateOf(plain, chain, from, to, readWhole(plain, chain, from, digits, country));
      if (candidate) found.push(candidate);
    }
  }
  return found;
}

const mayBegin = (group: Group | undefined): boolean => group !== undefined && group.digits.length <= longestGroup;

/** What the plan knows nothing of costs no more than to ask it. */
function readWhole(plain: string, chain: Chain, from: number, digits: string, country: string): Reading | undefined {
  return readDigits(digits, chain.groups[from]?.plus ?? false, country) ?? readWithoutPlus(plain, chain, from, digits);
}

/** With brackets, which close where they have opened; a zero in them is not dialled. */
function bracketed(plain: string, chain: Chain, from: number, to: number, country: string): Candidate | undefined {
  const groups = chain.groups.slice(from, to);
  const gaps = chain.gaps.slice(from, to - 1);
  if (!balanced(gaps)) return undefined;
  const zero = bracketedZero(groups, gaps);
  const without = zero < 0 ? groups : groups.toSpliced(zero, 1);
  const plus = groups[0]?.plus ?? false;
  const usually = readDigits(joined(without), plus, country);
  // Where the zero is dialled from abroad too, as in Italy, it stays.
  const withZero = usually !== undefined || zero < 0 ? undefined : readDigits(joined(groups), plus, country);
  const reading = usually ?? withZero ?? readWithoutPlus(plain, chain, from, joined(without));
  return candidateOf(plain, chain, from, to, reading, withZero === undefined ? zero : -1);
}

/** `zero`: the group that is not dialled, or -1. */
function candidateOf(
  plain: string,
  chain: Chain,
  from: number,
  to: number,
  reading: Reading | undefined,
  zero = -1,
): Candidate | undefined {
  if (reading === undefined) return undefined;
  const groups = chain.groups.slice(from, to);
  const gaps = chain.gaps.slice(from, to - 1);
  const [first] = groups;
  const last = groups.at(-1);
  if (!first || !last) return undefined;
  const shape =
    zero < 0 ? shapeOf(groups, gaps, reading) : shapeOf(groups.toSpliced(zero, 1), gaps.toSpliced(zero, 1), reading);
  const [start, bracketed] = beginning(plain, first, gaps);
  const grouping = groupingOf(reading, shape.lengths, shape.gaps);
  return { chain, from, to, start, end: last.end, reading, grouping, bracketed, ...shape };
}

function readWithoutPlus(plain: string, chain: Chain, from: number, digits: string): Reading | undefined {
  const reading = from === 0 ? readPlusless(digits) : undefined;
  return reading && mayLackPlus(plain, chain) ? reading : undefined;
}

/** A country's code without its plus stands in brackets, or at the beginning behind a word that says "telephone". */
function mayLackPlus(plain: string, { groups, gaps }: Chain): boolean {
  const [first] = groups;
  if (first === undefined || first.plus) return false;
  const bracketed = /^[)\]]/u.test(gaps[0] ?? "") && /[([]$/u.test(plain.slice(0, first.start).slice(-1));
  const label = bracketed ? undefined : labelBefore(plain, first.start, 3);
  return bracketed || (label !== undefined && /^(?:phone|fax|call)$/u.test(label.says) && label.distance < 3);
}

const joined = (groups: readonly Group[]): string => groups.map(({ digits }) => digits).join("");

/** A bracket that opens between two groups closes between two others; the first may stand before the number. */
function balanced(gaps: readonly string[]): boolean {
  let depth = 0;
  for (const gap of gaps)
    for (const sign of gap) {
      if (/[([]/u.test(sign)) depth += 1;
      else if (/[)\]]/u.test(sign)) depth = Math.max(0, depth - 1);
    }
  return depth === 0;
}

/** The place of the zero in `+49 (0)30…`, or -1. */
function bracketedZero(groups: readonly Group[], gaps: readonly string[]): number {
  return groups.findIndex(
    ({ digits }, at) =>
      digits === "0" && at > 0 && at < 3 && /[([]$/u.test(gaps[at - 1] ?? "") && /^[)\]]/u.test(gaps[at] ?? ""),
  );
}

/** The groups behind the country's code, or all of them where there is none. */
function shapeOf(
  groups: readonly Group[],
  gaps: readonly string[],
  { form, code }: Reading,
): Readonly<{ lengths: readonly number[]; gaps: readonly string[] }> {
  const lengths = groups.map(({ digits }) => digits.length);
  if (form === "national") return { lengths, gaps };
  let rest = code.length + (form === "idd" ? (joined(groups).startsWith("011") ? 3 : 2) : 0);
  let at = 0;
  while (at < lengths.length && rest >= (lengths[at] ?? 0)) rest -= lengths[at++] ?? 0;
  const behind = lengths.slice(at);
  if (rest > 0) behind[0] = (behind[0] ?? 0) - rest;
  return { lengths: behind, gaps: gaps.slice(at) };
}

/** Where a number begins: with its plus, and with a bracket that closes within it. */
function beginning(plain: string, first: Group, gaps: readonly string[]): readonly [number, boolean] {
  let start = first.start;
  const closes = /^[)\]]/u.test(gaps.find((gap) => /[()[\]]/u.test(gap)) ?? "");
  const before = /(?:[([]\s?)?(?:\+[\u200B ]{0,2})?[([]?$/u.exec(plain.slice(Math.max(0, start - 6), start))?.[0] ?? "";
  const sign = first.plus ? before.search(/\+/u) : -1;
  const bracket = before.search(/[([]/u);
  if (closes && bracket >= 0) start -= before.length - Math.min(bracket, sign < 0 ? bracket : sign);
  else if (sign >= 0) start -= before.length - sign;
  return [start, closes && bracket >= 0];
}

/** Is the gap before or behind the candidate one that holds digits closely to it? `-1` before, `1` behind. */
export function neighbour(
  candidate: Candidate,
  side: -1 | 1,
): Readonly<{ group: Group; gap: string; tight: boolean }> | undefined {
  const { chain, from, to } = candidate;
  const group = chain.groups[side < 0 ? from - 1 : to];
  const gap = chain.gaps[side < 0 ? from - 1 : to - 1];
  return group && gap !== undefined ? { group, gap, tight: isTight(gap) } : undefined;
}
