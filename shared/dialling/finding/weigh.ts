import type { Candidate } from "./candidate.ts";
import type { Head } from "./columns.ts";
import type { Grouping } from "./grouping.ts";
import { aroundRun, named } from "./introduction.ts";
import { labelAfter, labelBefore, type Label } from "./label.ts";
import { isMobile } from "./plans.ts";
import { isLinked, objectionsTo } from "./objections.ts";
import { enough, type Evidence, type Why, type WhyNot } from "./reasons.ts";

import { wordClass } from "./words.ts";

/** What the evidence for a candidate comes to, and its weightiest piece on either side. */
export type Verdict = Readonly<{ weight: number; why: Why; whyNot: WhyNot; fax: boolean }>;

/** What is known of the text around a candidate. */
export type Setting = Readonly<{
  plain: string;
  head: (place: number) => Head | undefined;
  /** Stands another number directly at that side of the candidate? */
  joins: (candidate: Candidate, side: -1 | 1) => boolean;
  /** Where the number before it ended, if there is one. */
  previousEnd: number | undefined;
}>;

/** Weighs what speaks for a candidate and what speaks against it. */
export function weigh(candidate: Candidate, { plain, head, joins, previousEnd }: Setting): Verdict {
  const said = objectionsTo(plain, candidate, (side) => joins(candidate, side));
  const objections =
    said.length > 0 && isOfColumn(plain, candidate, head)
      ? said.filter((each) => !("whyNot" in each && each.whyNot === "part-of-longer"))
      : said;
  const written = asWritten(candidate);
  // Nothing that could still be said would make a number of it.
  if (weightOf(written) + weightOf(objections) < enough - mostSupport) return { ...summed(objections), fax: false };
  const labels = [labelBefore(plain, candidate.start), labelAfter(plain, candidate.end)];
  const column = head(candidate.start);
  const evidence = [
    ...written,
    ...objections,
    ...(column === undefined || column === "silent"
      ? asLabelled(isItem(plain, candidate) ? undefined : labels[0], candidate)
      : []),
    ...introduced(plain, candidate),
    ...asLabelledBehind(labels[1]),
    ...ofSomebody(plain, candidate),
    ...inColumn(column, candidate),
    ...linked(plain, candidate),
    ...standsAlone(plain, candidate),
    ...inList(plain, candidate, previousEnd),
    ...amongLikes(plain, candidate),
    ...parted(plain, candidate),
  ];
  return {
    ...summed(evidence),
    fax: labels.some((label) => label?.says === "fax" && label.distance <= 1) || column === "fax",
  };
}

/** In a table whose cells a comma parts, the digits beyond it are another column's. */
function isOfColumn(plain: string, { start, end }: Candidate, head: Setting["head"]): boolean {
  if (plain[start - 1] !== "," && plain[end] !== ",") return false;
  const column = head(start);
  return column === "phone" || column === "fax" || column === "internal";
}

/** A label, a link and a column together. */
const mostSupport = 8;

const weightOf = (evidence: readonly Evidence[]): number => evidence.reduce((sum, { weight }) => sum + weight, 0);

function summed(evidence: readonly Evidence[]): Omit<Verdict, "fax"> {
  let weight = 0;
  let [most, least] = [0, 0];
  let why: Why = "well-grouped";
  let whyNot: WhyNot = "unusual";
  for (const each of evidence) {
    weight += each.weight;
    if ("why" in each && each.weight >= most) [why, most] = [each.why, each.weight];
    if ("whyNot" in each && each.weight < least) [whyNot, least] = [each.whyNot, each.weight];
  }
  return { weight, why, whyNot };
}

const groupingWeight: Readonly<Record<Grouping, number>> = { canonical: 3, usual: 2.5, loose: 2, bare: 1, odd: 0 };

/** The plan and the written form: what can be said without looking around. */
function asWritten(candidate: Candidate): Evidence[] {
  const { reading } = candidate;
  const grouping = candidate.grouping === "loose" && hasYear(candidate) ? "odd" : candidate.grouping;
  switch (reading.form) {
    case "plus":
      return [{ why: "international", weight: grouping === "odd" ? 3 : 4 }];
    case "idd":
      return [{ why: "international", weight: grouping === "odd" ? 0.5 : grouping === "bare" ? 1.5 : 3 }];
    case "plusless":
      if (candidate.bracketed) return [{ why: "international", weight: 3 }];
      return [{ why: "international", weight: grouping === "odd" || grouping === "bare" ? -1.5 : -0.5 }];
    case "national":
      return [
        { why: "well-grouped", weight: groupingWeight[grouping] + (candidate.bracketed && grouping !== "odd" ? 1 : 0) },
        ...(grouping === "bare" && isMobile(candidate.reading)
          ? [{ why: "well-grouped", weight: candidate.reading.code === "34" ? 0.5 : 1 } as const]
          : []),
        ...(grouping === "bare" && isComplete(candidate) ? [{ why: "well-grouped", weight: 0.5 } as const] : []),
        ...asLong(candidate),
        ...(grouping === "bare" && !zeroFirst(candidate) && !isMobile(candidate.reading)
          ? [{ whyNot: "unusual", weight: -0.5 } as const]
          : []),
      ];
  }
}

/** A zero, and as many digits as every number of the country has: little else is so. Plans of open length have no such. */
const isComplete = (candidate: Candidate): boolean =>
  zeroFirst(candidate) && /^(?:3[1-3]|4[14])$/u.test(candidate.reading.code) && !isMobile(candidate.reading);

const hasYear = ({ chain, from, to }: Candidate): boolean =>
  chain.groups.slice(from, to).some(({ digits }) => /^(?:19|20)\d\d$/u.test(digits));

/** Plans of open length have short numbers too, and very long ones; most such runs of digits are something else. */
function asLong({ reading }: Candidate): Evidence[] {
  const digits = reading.national.length;
  if (digits > 12) return [{ whyNot: "unusual", weight: -1 }];
  return digits > 7 ? [] : [{ whyNot: "unusual", weight: digits > 6 ? -0.5 : -1.5 }];
}

const zeroFirst = ({ chain, from }: Candidate): boolean => chain.groups[from]?.digits.startsWith("0") ?? false;

const labelWeight: Readonly<Record<Label["says"], number>> = {
  phone: 3,
  fax: 3,
  call: 3,
  internal: 1.5,
  number: 1,
  id: -5,
  thing: -1.5,
  matter: -1.5,
};

/** Dashes between spaces part its groups, and what stands before it: `CB – 06 – 13 – 45 – 60 – 70`. */
const isItem = (plain: string, { gaps, start }: Candidate): boolean =>
  gaps.length > 2 && gaps.every((gap) => gap === " - ") && plain.slice(start - 3, start) === " - ";

/** In a table the cell before is no label: its column has a head of its own. */
function asLabelled(label: Label | undefined, candidate: Candidate): Evidence[] {
  if (label === undefined) return [];
  const { grouping } = candidate;
  // Nothing but a telephone number is written with a plus; what is far away speaks of something else.
  // A thing that has a number also has a telephone: written as one, it is one.
  const soft =
    (label.says === "thing" || (label.says === "matter" && !isDashed(candidate))) &&
    grouping !== "bare" &&
    grouping !== "odd" &&
    candidate.reading.national.length > (label.says === "matter" ? 6 : 7);
  const world = candidate.reading.form === "plus";
  const far = label.says === "id" && label.distance > 1;
  const weight = labelWeight[label.says] * label.strength * (soft ? 0.1 : world ? 0.4 : far ? 0.1 : 1);
  if (weight < 0) return [{ whyNot: "labelled-otherwise", weight }];
  return [{ why: label.strength === 1 ? "label-before" : "label-near", weight }];
}

/** As files and policies are numbered, and in North America alone telephones, too. */
const isDashed = ({ gaps, reading }: Candidate): boolean =>
  reading.code !== "1" && gaps.length > 1 && gaps.every((gap) => gap === "-");

function asLabelledBehind(label: Label | undefined): Evidence[] {
  if (label === undefined) return [];
  const weight = labelWeight[label.says] * label.strength;
  return weight < 0 ? [{ whyNot: "labelled-otherwise", weight }] : [{ why: "label-after", weight }];
}

const somebody =
  /^ ?\((?:(?:Mme|Mlle|M|Mr|Mrs|Ms|Miss|Frau|Herrn?|Hr|Fr|Fam|Sra?|Don|Doña|Sig|Sig\.ra|Sigra|Dhr|Mevr|Mw|Dr|Dre)\.? [^()\d\n]{2,32}|\p{Lu}\p{Ll}{2,14})\)/u;

/** A name in brackets behind it says who is reached there: `600 123 418 (Montse)`. */
function ofSomebody(plain: string, { end, grouping, reading }: Candidate): Evidence[] {
  if (grouping === "bare" || grouping === "odd") return [];
  const name = somebody.exec(plain.slice(end, end + 48))?.[0];
  // In German every noun has a capital.
  if (/^4[139]$/u.test(reading.code) && name !== undefined && !name.trim().includes(" ")) return [];
  return name !== undefined && wordClass(name.replace(/[^\p{L}]/gu, "")) === undefined
    ? [{ why: "label-near", weight: 1 }]
    : [];
}

/** What stands around digits in one run and says that somebody is reached there, or that a name is a person's. */
function introduced(plain: string, { start, end, grouping, reading }: Candidate): Evidence[] {
  const bare = grouping === "bare" && reading.form === "national";
  const before = plain.slice(Math.max(0, start - (bare ? 64 : 32)), start);
  const weight = bare ? aroundRun(before, plain.slice(end, end + 40), isMobile(reading)) : named(before);
  return weight > 0 ? [{ why: "label-near", weight }] : [];
}

function inColumn(head: Head | undefined, { reading }: Candidate): Evidence[] {
  if (head === "phone" || head === "fax" || head === "internal") return [{ why: "column", weight: 3 }];
  return head === "other" ? [{ whyNot: "column-otherwise", weight: reading.form === "plus" ? -1.5 : -4 }] : [];
}

const linked = (plain: string, { start, end }: Candidate): Evidence[] =>
  isLinked(plain, start, end) ? [{ why: "link", weight: 5 }] : [];

/** Nothing else in its cell or line; quotes and bullets do not count. */
function standsAlone(plain: string, { start, end }: Candidate): Evidence[] {
  const head = /(?:^|[\n\t|;])[ "'*·\u200B-]*$/u.test(plain.slice(Math.max(0, start - 24), start));
  const tail = /^[ "'*\u200B]*(?:$|[\n\t|;])/u.test(plain.slice(end, end + 24));
  if (head && tail) return [{ why: "alone", weight: town.test(plain.slice(Math.max(0, start - 24), start)) ? 2 : 1 }];
  return isSentence(plain, start, end) ? [{ why: "alone", weight: 1.5 }] : [];
}

/** The last line of an American address: what stands below it is how somebody is reached. */
const town = /(?<!\p{L})[A-Z]{2},? \d{5}(?:-\d{4})? ?\n ?$/u;

const advertised =
  /(?<!\p{L})(?:lost|found|reward|for sale|for rent|wanted|perdu|trouvé|vends|à louer|verloren|gefunden|verkaufe|zu vermieten|suche|perso|trovato|vendo|affitto|perdid[oa]|encontrad[oa]|alquilo|gevonden|te koop|te huur)(?!\p{L})/iu;

/** In an advertisement a sentence of digits alone says whom to call: `Lost dog, answers to Biscuit. 4255550167. Reward.` */
const isSentence = (plain: string, start: number, end: number): boolean =>
  end - start > 8 &&
  advertised.test(plain.slice(Math.max(0, start - 80), end + 16)) &&
  /\p{L}{3}[.!?] $/u.test(plain.slice(Math.max(0, start - 5), start)) &&
  /^[.!?](?:\s|$)/u.test(plain.slice(end, end + 2));

const listMark = /^\s{0,3}(?:[,;/|&+·-](?: \p{L}{1,10}[.:]?)?|ou|or|oder|o|of|et|and|und|en|e|y)?\s{0,3}$/iu;

/** Another beside it that begins and is grouped as it is: `0756 001 903 / 0756 001 904`. */
function isOneOfTwo(plain: string, start: number, end: number): boolean {
  const text = plain.slice(start, end);
  const reach = text.length + 3;
  const behind = /^ ?\/ ?(\d[\d ]*\d)/u.exec(plain.slice(end, end + reach))?.[1];
  const before = /(\d[\d ]*\d) ?\/ ?$/u.exec(plain.slice(Math.max(0, start - reach), start))?.[1];
  const shape = (digits: string): string => digits.slice(0, 4) + digits.replace(/\d/gu, "0");
  return [behind, before].some((other) => other !== undefined && other !== text && shape(other) === shape(text));
}

const alike = /^\s?[,;|]\s?\+?(\d{8,13})(?![\d.])/u;

/** A number directly before it, with a comma or an "or" between; or, where none was found yet, a run of as many digits behind it. */
function inList(
  plain: string,
  { start, end, reading, grouping }: Candidate,
  previousEnd: number | undefined,
): Evidence[] {
  const next = alike.exec(plain.slice(end, end + 20))?.[1];
  if (next !== undefined && reading.form === "national" && next[0] === plain[start] && next.length === end - start)
    return [{ why: "list", weight: 1 }];
  if (reading.form === "national" && grouping === "odd" && isMobile(reading) && isOneOfTwo(plain, start, end))
    return [{ why: "list", weight: 2 }];
  if (previousEnd === undefined || start < previousEnd || start - previousEnd > 9) return [];
  const between = plain.slice(previousEnd, start);
  if (!listMark.test(between)) return [];
  // Before digits in one run a word of its own may name anything: `; file 604…`.
  const word = grouping === "bare" && /[^\p{L}](\p{Ll}{3,10})[.:]?\s{0,3}$/u.exec(between)?.[1];
  return word && wordClass(word) === undefined ? [] : [{ why: "list", weight: 1.5 }];
}

const behindWord = /(?<=\p{L} )\d+(?![\d.,-]\d|\d)/gu;

/** Runs of as many digits stand nearby, each with words of its own: an enumeration of places or people and their telephones. */
function amongLikes(plain: string, { start, end, grouping, reading }: Candidate): Evidence[] {
  if (grouping !== "bare" || reading.form !== "national") return [];
  const around = plain.slice(Math.max(0, start - 48), end + 48);
  const likes = [...around.matchAll(behindWord)].filter(
    ([run]) => run.length === end - start && run[0] === plain[start],
  );
  return likes.length > 1 ? [{ why: "list", weight: 0.5 }] : [];
}

/** Wide gaps and line ends part things more often than they part a number. */
function parted(plain: string, { gaps, end, start }: Candidate): Evidence[] {
  const wide = gaps.filter((gap) => / {2}/u.test(gap)).length;
  const broken = /\n/u.test(plain.slice(start, end)) ? 1 : 0;
  return wide + broken === 0 ? [] : [{ whyNot: "unusual", weight: -(wide * 1.5 + broken) }];
}

/** Does the verdict make a number of its candidate? */
export const isTaken = ({ weight }: Verdict): boolean => weight >= enough;
