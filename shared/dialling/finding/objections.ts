import { neighbour, type Candidate } from "./candidate.ts";
import { isBelgianEnterprise, isEan13, isIban, isIsbn10, isLuhn } from "./checksums.ts";
import { areTimes, endsInDay, looksLikeDate } from "./dates.ts";
import { isTight, type Group } from "./groups.ts";
import { unseen } from "./plain-text.ts";
import { isMobile, type Reading } from "./plans.ts";
import type { Evidence, WhyNot } from "./reasons.ts";
import { wordClass } from "./words.ts";

const against = (whyNot: WhyNot, weight: number): Evidence => ({ whyNot, weight: -weight });

/** What speaks against a candidate, its labels left aside. `joins` says whether a number stands directly at that side too. */
export function objectionsTo(plain: string, candidate: Candidate, joins: (side: -1 | 1) => boolean): Evidence[] {
  return [
    ...objectionsBeside(plain, candidate.start, candidate.end, candidate.reading.form === "plus"),
    ...inShape(plain, candidate),
    ...neighbours(plain, candidate, joins),
  ];
}

/** Does a `tel:` or `callto:` stand directly before digits, or a `sip:` with a domain behind? One at an IP address stands in a log. */
export function isLinked(plain: string, start: number, end: number): boolean {
  const scheme = /(tel|callto|sips?):(?:\/\/)?\+?$/iu.exec(plain.slice(Math.max(0, start - 12), start))?.[1];
  if (scheme === undefined) return false;
  return !/^sip/iu.test(scheme) || /^@[\w-]*\p{L}/u.test(plain.slice(end, end + 24));
}

/** What the signs and letters directly beside some digits say against them, whatever their number. */
export function objectionsBeside(plain: string, start: number, end: number, plus = false): Evidence[] {
  if (isLinked(plain, start, end)) return [];
  return [...beforeIt(plain, start, plus), ...behindIt(plain, end), ...aroundIt(plain, start, end)];
}

const currency = "(?:[€$£¥₣]|eur|euros?|usd|gbp|chf|fr\\.|cad|us\\$|c\\$|ca\\$)";
const currencyBefore = new RegExp(`(?<![\\p{L}])${currency}\\s?$`, "iu");
const units =
  "(?:%|‰|cpm|ct|cts|cents?|°|€|\\$|£|¥|eur|euros?|usd|chf|gbp|dollars?|francs?|k?wh|kw|kva|mw|gw|[kcmµn]m|[kcm]?m[²³23]|km/h|ha|[kmµ]g|tonnes?|tonnen|ml|cl|hl|[kmgt]i?b|ko|mo|octets|bytes?|bits?|px|pt|dpi|k?hz|mhz|ghz|mah|bar|pa|hpa|min|sec|ms|stk|stück|pcs|ppm|cal|kcal|km|miles|ft|inch|lbs?|oz|einwohner|habitants|inhabitants|residents|inwoners|abitanti|habitantes|personnes|people|persons|personen|votes|voix|stimmen|stemmen|voti|votos|visitors|visiteurs|besucher|users|rows|records|lines|copies|exemplaires|million(?:en|s)?|mrd|mio|jahre|ans|years|views|vues)";
const unitBehind = new RegExp(
  `^ ?(?:${units}(?![\\p{L}\\d])|[mgthlvw](?![\\p{L}\\d.:'’]| ?[+(]?\\d| \\p{Ll}|/ |/m ))|^\\+`,
  "iu",
);

function beforeIt(plain: string, start: number, plus: boolean): Evidence[] {
  const before = plain.slice(Math.max(0, start - 32), start).replaceAll(unseen, "");
  if (currencyBefore.test(before)) return [against("amount", 5)];
  if (/\d[,:.'’]$/u.test(before)) return [against("part-of-longer", /\d{5}[,:]$/u.test(before) ? 0 : 5)];
  const glued = /([\p{L}\p{M}]+)([-/_.=#]?)$/u.exec(before);
  // Of one letter alone `ref H00 4412…` is part of a word, `T0044…` is not.
  if (/(?<!\p{L})[HDCO]$/u.test(before) && plain.startsWith("00", start)) return [against("part-of-word", 5)];
  if (glued !== null) return gluedTo(before, glued[1] ?? "", glued[2] ?? "", plus);
  if (/[@\\%&<]$/u.test(before)) return [against("address", 5)];
  if (/[#_=]$/u.test(before)) return [against("part-of-word", 2)];
  return [];
}

/** Letters directly before digits are a label, or make them part of a word: `Tel.01…` and `AB-01…`. */
function gluedTo(before: string, word: string, mark: string, plus: boolean): Evidence[] {
  const says = wordClass(word);
  if (says === "phone" || says === "fax" || says === "call" || says === "internal") return [];
  if (/(?:^|[\s|/,;(])(?:[TMPFDHCO][.]?|x)$/u.test(before)) return [];
  if (mark === "." || plus)
    return says === "id" || says === "thing" || says === "matter" ? [against("labelled-otherwise", 2)] : [];
  if (mark === "") return [against("part-of-word", /^\p{Lu}?\p{Ll}{3,}$/u.test(word) && says !== "id" ? 2 : 5)];
  return [against("part-of-word", /^\p{Lu}?\p{Ll}{2,}$/u.test(word) && mark === "-" && says === undefined ? 1 : 5)];
}

function behindIt(plain: string, end: number): Evidence[] {
  const after = plain.slice(end, end + 32).replaceAll(unseen, "");
  if (unitBehind.test(after)) return [against("amount", 5)];
  if (/^,(?:\d{1,3}(?!\d)|-{1,2}(?!\d))/u.test(after) || /^[.:'’]\d/u.test(after))
    return [against("part-of-longer", 5)];
  if (after.startsWith("@") || /^\.[a-z]{2,4}\b/u.test(after)) return [against("address", 5)];
  if (/^(?:[-/_]?\p{L}|_)/u.test(after) && !goesOn(after)) return [against("part-of-word", 5)];
  return [];
}

/** A word that begins behind the digits without a space: an extension's `x12`, a label, or the next element of the page. */
function goesOn(after: string): boolean {
  const word = /^[-/]?(\p{L}+)/u.exec(after)?.[1] ?? "";
  const says = wordClass(word);
  return (
    /^x\s?\d/iu.test(word + after.slice(word.length)) ||
    /^[-/]?\p{Lu}\p{Ll}{2,}/u.test(after) ||
    (says !== undefined && says !== "filler" && says !== "id")
  );
}

/** Is the candidate within an address, or a path? The run of text without a space around it tells. */
function aroundIt(plain: string, start: number, end: number): Evidence[] {
  const head = /[^\s"'<>]*$/u.exec(plain.slice(Math.max(0, start - 160), start))?.[0] ?? "";
  const tail = /^[^\s"'<>]*/u.exec(plain.slice(end, end + 64))?.[0] ?? "";
  if (/^(?:tel|callto|sips?|phone|fax|sms|whatsapp):/iu.test(head)) return [];
  if (/:\/\/|^www\.|\.[a-z]{2,6}\//iu.test(head) || /@\p{L}/u.test(tail)) return [against("address", 6)];
  return /(?:^|\/)[\w.-]*\/$/u.test(head) &&
    /\p{L}{2}/u.test(head) &&
    wordClass(head.replace(/.*?(\p{L}+)\W*$/u, "$1")) === undefined
    ? [against("address", 3)]
    : [];
}

function inShape(
  plain: string,
  { chain, from, to, reading, grouping, lengths, gaps, start, end }: Candidate,
): Evidence[] {
  const found: Evidence[] =
    gaps.at(-1) === " - " && isItemBehind(plain, gaps, start, end) ? [against("amount", 3)] : [];
  // In Italy a dash begins the last digits of a further line: `06 5550.1234-5`.
  if (reading.code === "39" && gaps.at(-1) === "-" && (lengths.at(-1) ?? 0) < 3 && reading.national.length > 10)
    found.push(against("part-of-longer", 4));
  if (isCutOff(plain, reading, end)) found.push(against("part-of-longer", 3));
  if (reading.form === "plus") return found;
  const groups = chain.groups.slice(from, to).map(({ digits }) => digits);
  const digits = groups.join("");
  if (gaps[0] === "/" && gaps[1] === "/" && groups.some((group) => /^(?:19|20)\d\d$/u.test(group)))
    found.push(against("date", 3));
  // A letter that could be a telephone's: `T5145-550101-93` is written as no telephone number is.
  if (grouping === "odd" && /\p{L}/u.test(plain[start - 1] ?? "")) found.push(against("part-of-word", 3));
  if (looksLikeDate(groups) || areTimes(groups, gaps) || endsInDay(groups, gaps)) found.push(against("date", 4));
  if (isAmongDrawn(plain, groups, start)) found.push(against("drawn", 2.5));
  // A mobile number may rise, too, and where none are drawn it is one.
  else if (isDrawn(groups))
    found.push(against("drawn", isMobile(reading) && !isOfDraw(plain, start) && !isCount(groups) ? 1 : 2.5));
  if (hasCents(lengths, gaps)) found.push(against("amount", 4));
  if (isThousands(lengths, gaps, digits))
    found.push(against("amount", isCounted(plain, end) && gaps.includes(".") ? 2.5 : 0.3));
  if (groups.length === 4 && gaps.every((gap) => gap === ".") && groups.every(isByte))
    found.push(against("address", 5));
  if (isTaxed(plain.slice(Math.max(0, start - 5), start), lengths, digits))
    found.push(against("labelled-otherwise", 4));
  const written = grouping === "canonical" || grouping === "usual";
  if ((!written && isChecked(digits, lengths, gaps, reading.code)) || isInIban(plain, start, end))
    found.push(against("checksum", 4));
  return found;
}

/** `340 000 000.00`: thousands, and two digits behind another mark. */
function hasCents(lengths: readonly number[], gaps: readonly string[]): boolean {
  const mark = gaps.at(-1);
  const [first = 0, ...rest] = lengths.slice(0, -1);
  return (
    (mark === "." || mark === ",") &&
    lengths.at(-1) === 2 &&
    rest.length > 0 &&
    first <= 3 &&
    rest.every((length) => length === 3) &&
    !gaps.slice(0, -1).includes(mark)
  );
}

const itemBehind = /^ \p{L}{2,}[^\n]{0,24}? - /u;

/** `– 0471 555012 – 3 stelle`: dashes part the items of a line, and behind the last one something else is counted. */
function isItemBehind(plain: string, gaps: readonly string[], start: number, end: number): boolean {
  if (gaps.every((gap) => gap === " - ")) return false;
  const after = plain.slice(end, end + 32);
  if (!/^ \p{L}{2}/u.test(after)) return false;
  return /^ \p{Ll}/u.test(after) || itemBehind.test(after) || plain.slice(Math.max(0, start - 2), start) === "- ";
}

/** Has the plan numbers of many lengths? */
const isOpen = ({ code }: Pick<Reading, "code">): boolean => /^(?:39|4[39])$/u.test(code);

/** Dots stand for digits that are missing, where the plan has longer numbers too: `0664 123 …`. */
const isCutOff = (plain: string, { code, national }: Reading, end: number): boolean =>
  isOpen({ code }) && national.length < 9 && /^[ -]?(?:…|\.{2})/u.test(plain.slice(end, end + 3));

/** Pairs that rise, none over fifty: as draws and races are printed. */
function isDrawn(groups: readonly string[]): boolean {
  if (groups.length < 5 || !groups.every((group) => group.length === 2 && Number(group) <= 50)) return false;
  return groups.every((group, at) => at === 0 || Number(group) > Number(groups[at - 1]));
}

const draws =
  /(?:lott|loto|estrazion|tirage|ziehung|gewinnzahl|sorteo|trekking|draw|euromil|keno|quint[eé]|tierc[eé])[^\n]{0,40}?\d\d(?:[ -]\d\d){4}(?!\d)[^\n]{0,32}$/iu;

/** `06 07 08 09 10` */
const isCount = (groups: readonly string[]): boolean =>
  groups.every((group, at) => at === 0 || Number(group) === Number(groups[at - 1]) + 1);

const drawWord =
  /lott|loto|estraz|tirage|ziehung|gewinn|sorteo|trekking|draw|euromil|keno|quint[eé]|tierc[eé]|num[ée]ros? (?:gagnants?|premiad)|combina/iu;
const isOfDraw = (plain: string, start: number): boolean =>
  drawWord.test(plain.slice(Math.max(0, start - 96), start + 48));

/** Pairs behind other pairs that a word says were drawn: `Lotto Bari 33 31 23 45 67, Milano 02 55 50 12 88`. */
const isAmongDrawn = (plain: string, groups: readonly string[], start: number): boolean =>
  groups.length === 5 &&
  groups.every((group) => group.length === 2 && Number(group) <= 90) &&
  draws.test(plain.slice(Math.max(0, start - 96), start));

/** `912.345.678`: a large number is written so, and in some countries a telephone number too. */
function isThousands(lengths: readonly number[], gaps: readonly string[], digits: string): boolean {
  const [first = 0, ...rest] = lengths;
  const even = gaps.every((gap) => gap === gaps[0]) && /^[ .]$/u.test(gaps[0] ?? "");
  return even && !digits.startsWith("0") && first <= 3 && rest.length > 1 && rest.every((length) => length === 3);
}

/** A word follows that may be what is counted. */
const isCounted = (plain: string, end: number): boolean => /^ (?:de )?\p{Ll}{3}/u.test(plain.slice(end, end + 8));

const isByte = (group: string): boolean => Number(group) <= 255 && String(Number(group)) === group;

/** How many digits the tax numbers of firms have behind their country: `BE 0477.120.551`, `PT 912345678`. */
const taxed: Readonly<Record<string, number>> = { BE: 10, DE: 9, PT: 9, GB: 9, EL: 9, EE: 9, HR: 11, IT: 11, CHE: 9 };

function isTaxed(before: string, lengths: readonly number[], digits: string): boolean {
  const country = /(?<![\p{L}\d])([A-Z]{2,3})[ .-]?$/u.exec(before)?.[1];
  if (country === undefined || taxed[country] !== digits.length) return false;
  // A Belgian's telephone is grouped otherwise, an Italian's has its area apart; others begin with a zero.
  if (country === "BE") return lengths.length === 1 || lengths.join() === "4,3,3";
  return country === "IT" ? lengths.length === 1 : !digits.startsWith("0");
}

/** Other numbers have check digits; a tenth of all telephone numbers would fit, so only what is not written as one is looked at. */
function isChecked(digits: string, lengths: readonly number[], gaps: readonly string[], code: string): boolean {
  if (digits.startsWith("00")) return false;
  if (digits.length >= 13 && digits.length <= 19 && (isLuhn(digits) || isEan13(digits))) return true;
  if (lengths.length > 3 && lengths.at(-1) === 1 && gaps.includes("-") && isIsbn10(digits)) return true;
  return code === "32" && isBelgianEnterprise(digits) && gaps.every((gap) => gap === ".");
}

/** A country, two check digits and a bank's letters, whether or not they are right: `NL02 RABO 0123 4567 89`. */
const bank = /(?<![A-Z\d])[A-Z]{2}\d{2} ?[A-Z]{4} ?$/u;

function isInIban(plain: string, start: number, end: number): boolean {
  if (bank.test(plain.slice(Math.max(0, start - 12), start))) return true;
  const head = /(?<![A-Z\d])[A-Z]{2}\d{2}[A-Z\d ]{0,32}$/u.exec(plain.slice(Math.max(0, start - 40), start))?.[0];
  if (head === undefined) return false;
  const tail = /^[A-Z\d ]{0,34}/u.exec(plain.slice(end, end + 34))?.[0] ?? "";
  const all = (head + plain.slice(start, end) + tail).replaceAll(" ", "");
  for (let length = 15; length <= Math.min(34, all.length); length += 1) if (isIban(all.slice(0, length))) return true;
  return false;
}

/** A space parts more than the marks within the candidate do (`78701 512-555-0123`), and a town's code from what stands before it. */
function isApart(plain: string, { gaps }: Candidate, group: Group, side: -1 | 1): boolean {
  if (gaps.length > 0 && gaps.every((gap) => !gap.includes(" ") || /[()]/u.test(gap))) return true;
  return side > 0 && /^\d{4,5}$/u.test(group.digits) && /^ \p{Lu}\p{L}/u.test(plain.slice(group.end, group.end + 3));
}

/** A bracket that opens behind the candidate, or closes before it, holds something else; so does what stands before its own. */
function isBracketedOff(
  { bracketed }: Candidate,
  { gap, group }: Readonly<{ gap: string; group: Group }>,
  side: -1 | 1,
): boolean {
  if (side > 0) return /[([]/u.test(gap);
  return /[)\]]/u.test(gap) || (bracketed && !group.plus && group.digits.length > 1);
}

/** An amount's behind it (`0825 123 456 0,15 €`), or a time's on either side (`14:02 0199…`). */
function isOfItsOwn(plain: string, { start, end }: Group, side: -1 | 1): boolean {
  if (side < 0) return /\d:$/u.test(plain.slice(Math.max(0, start - 2), start)) && end - start === 2;
  const after = plain.slice(end, end + 24);
  return unitBehind.test(after) || (end - start < 3 && /^:\d\d(?!\d)|^,\d\d? ?(?:€|eur|ct|cts|chf)/iu.test(after));
}

/** Digits held closely beside the candidate that are no number by themselves belong to it, and make of it something else. */
function neighbours(plain: string, candidate: Candidate, joins: (side: -1 | 1) => boolean): Evidence[] {
  const found: Evidence[] = [];
  for (const side of [-1, 1] as const) {
    const beside = neighbour(candidate, side);
    if (beside === undefined || joins(side)) continue;
    if (beside.gap === " " && isOfItsOwn(plain, beside.group, side)) continue;
    if (isTight(beside.gap) && !isBracketedOff(candidate, beside, side))
      found.push(
        against("part-of-longer", beside.gap !== " " ? 3.5 : isApart(plain, candidate, beside.group, side) ? 0.5 : 2.5),
      );
    else if (/\n| {2}|^\. $/u.test(beside.gap) || (side > 0 && /^ \($/u.test(beside.gap))) continue;
    else found.push(against("part-of-longer", beside.gap === " - " && !isOpen(candidate.reading) ? 0.2 : 0.5));
  }
  return found;
}
