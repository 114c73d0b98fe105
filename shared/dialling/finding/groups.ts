import { unseen } from "./plain-text.ts";

/** Digits that nothing seen parts, where they stand, and whether a plus stands before them. */
export type Group = Readonly<{ start: number; end: number; digits: string; plus: boolean }>;

/** Groups that may belong to one number, or to several side by side, and what stands between each and the next. */
export type Chain = Readonly<{ groups: readonly Group[]; gaps: readonly string[] }>;

/** More groups than this in a row are a table of figures, and are left, so that no text costs more than its length. */
const longestChain = 24;

/** Longer runs of digits are no telephone number (E.164: 15, with what is dialled before a country and an extension 22). */
export const longestGroup = 22;

const digitRun = /[0-9]+(?:\u200B{1,2}[0-9]+)*/gu;
/** A plus directly behind a word, and apart from the digits, is the word's: `Canal+ (01…`. */
const plusBefore = /(?:(?<![\p{L}\d])\+[\u200B ]{0,2}[([]?|\+\u200B?)$/u;

/** What may stand between two groups of one number: space, one mark, brackets. */
const joint = /^[ \n]{0,3}(?:[-./·~_*]|[)\]][-./]?|-[([]|[([])?[ \n]{0,8}[([]?$/u;

/** The digits of a plain text, in chains. */
export function chainsOf(plain: string): Chain[] {
  const chains: Chain[] = [];
  let groups: Group[] = [];
  let gaps: string[] = [];
  digitRun.lastIndex = 0;
  for (let run = digitRun.exec(plain); run !== null; run = digitRun.exec(plain)) {
    const group = groupAt(plain, run.index, run[0]);
    const last = groups.at(-1);
    const gap = last && gapBetween(plain, last.end, group, groups[0] ?? last);
    if (last && (gap === undefined || (groups.length >= longestChain && gap.includes("\n")))) {
      chains.push({ groups, gaps });
      [groups, gaps] = [[], []];
    } else if (gap !== undefined) gaps.push(gap);
    groups.push(group);
  }
  if (groups.length > 0) chains.push({ groups, gaps });
  return chains.flatMap(readable);
}

/** A long chain is cut where its groups stand loosely; figures on and on with nothing between are left. */
function readable({ groups, gaps }: Chain): Chain[] {
  if (groups.length <= longestChain) return [{ groups, gaps }];
  const pieces: Chain[] = [];
  let from = 0;
  for (let to = 1; to <= groups.length; to += 1) {
    if (to < groups.length && isTight(gaps[to - 1] ?? "")) continue;
    if (to - from <= longestChain) pieces.push({ groups: groups.slice(from, to), gaps: gaps.slice(from, to - 1) });
    from = to;
  }
  return pieces;
}

function groupAt(plain: string, start: number, run: string): Group {
  const before = plain.slice(Math.max(0, start - 6), start);
  return {
    start,
    end: start + run.length,
    digits: run.includes(unseen) ? run.replaceAll(unseen, "") : run,
    plus: before.includes("+") && plusBefore.test(before),
  };
}

const usualGaps = new Set([" ", ".", "-", "/"]);

/** What stands between a group and the next where both may be of one number. */
function gapBetween(plain: string, end: number, next: Group, first: Group): string | undefined {
  if (next.plus || next.start - end > 16) return undefined;
  const between = plain.slice(end, next.start);
  if (usualGaps.has(between)) return between;
  // Where thousands are parted so, some part telephone numbers too; only these begin with a zero or a plus.
  if (between === "'" || between === "’") return first.plus || first.digits.startsWith("0") ? between : undefined;
  const gap = between.replaceAll(unseen, "");
  return joint.test(gap) && gap.split("\n").length < 3 ? gap : undefined;
}

/** Does the gap hold its groups closely together? A loose one stands between two things as well as within one. */
export function isTight(gap: string): boolean {
  return /^(?: |[-./·~_*'’]|[)\]][-./ ]?|[ -]?[([]| [)\]] )$/u.test(gap) || gap === "";
}
