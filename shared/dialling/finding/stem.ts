import type { Head } from "./columns.ts";
import { labelBefore } from "./label.ts";
import { readDigits } from "./plans.ts";
import type { Scanned } from "./scan.ts";

/** A number whose last digits stand behind a dash: other ends may stand in their place. */
type Stem = Readonly<{ at: number; base: string; last: string }>;

const ending = /(?<![\p{L}\d)\u200B-]|\d )-( ?\d{1,4})(?![\d%€°]|[.,:/'-]\d|\p{L}| ?(?:°|%|€|uhr|h\b|k?m\b))/giu;

/**
 * Ends that stand by themselves, for the number that a switchboard's number makes of them: `089 99998-0, Fax -20`, `DW 12` beside
 * `01 5550-0`. Internal numbers that were found become whole ones, and ends that a word or a column announces are added.
 */
export function withStems(
  plain: string,
  found: readonly Scanned[],
  head: (place: number) => Head | undefined,
): readonly Scanned[] {
  return withEnds(
    plain,
    found.flatMap((number) => withoutDepartment(plain, number)),
    head,
  );
}

const department = /^(.*-0), ?(?:durchwahl|dw|kl(?:appe)?)\.? ?(\d{1,4})$/isu;

/** Where departments follow with ends of their own, the first of these is no extension: `5550-0, DW 12 Meldeamt, DW 18 Bauhof`. */
function withoutDepartment(plain: string, number: Scanned): Scanned[] {
  const [, board, end = ""] = department.exec(plain.slice(number.start, number.end)) ?? [];
  if (board === undefined || number.extension === undefined) return [number];
  if (
    !/^ \p{Lu}\p{L}+[,;]? .{0,32}(?:durchwahl|dw|kl(?:appe)?)\.? ?\d/iu.test(plain.slice(number.end, number.end + 56))
  )
    return [number];
  const { extension: _, ...whole } = number;
  const first: Scanned = {
    start: number.end - end.length,
    end: number.end,
    number: end,
    kind: "internal",
    why: "extension-keyword",
  };
  return [{ ...whole, end: number.start + board.length }, first];
}

function withEnds(
  plain: string,
  found: readonly Scanned[],
  head: (place: number) => Head | undefined,
): readonly Scanned[] {
  const stems = found.flatMap((number) => stemOf(plain, number));
  if (stems.length === 0) return withoutDash(plain, ofBoard(plain, found));
  const whole = found.map((number) => (isEnd(plain, number, stems) ? completed(number, number.number, stems) : number));
  const ends = [...plain.matchAll(ending)].flatMap(({ 0: text, 1: tail = "", index }): Scanned[] => {
    const digits = tail.trim();
    const place = { start: index, end: index + text.length };
    if (found.some(({ start, end }) => place.start < end && start < place.end)) return [];
    const end: Scanned = { ...place, number: digits, ...faxOf(plain, index, head), why: "list" };
    const number = isAnnounced(plain, place, stems, head) ? completed(end, digits, stems) : end;
    return number === end ? [] : [number];
  });
  const all = [...whole, ...ends, ...klappen(plain, whole, stems)];
  return [...all, ...withoutArea(plain, all, stems)];
}

const ownEnding = /(?<=\p{L}[.:]{0,2} ?)- ?(\d{1,4})(?![\d%€°]|[.,:/'-]\d|\p{L})/gu;

/**
 * A telephone's or fax machine's end behind a number that no dash ends: `031 555 01 71 / Fax -72`. It stands for the last
 * group where that is as long, or for as many digits where all numbers of the country are as long; else it goes on from the number.
 */
function withoutDash(plain: string, found: readonly Scanned[]): readonly Scanned[] {
  if (!plain.includes("-")) return found;
  const inOrder = found.toSorted((one, other) => one.start - other.start);
  let next = 0;
  // Of the end before, which others of its length may follow: `Durchwahl Einkauf -12, Verkauf -18`.
  let [lastEnd, lastLength] = [-Infinity, 0];
  const ends = [...plain.matchAll(ownEnding)].flatMap(({ 0: text, 1: tail = "", index }): Scanned[] => {
    while ((inOrder[next]?.start ?? index) < index) next += 1;
    const whole = inOrder[next - 1];
    if (whole === undefined && inOrder.every(({ start, end }) => end <= index || start > index + text.length))
      return withinHouse(plain, { start: index, end: index + text.length }, tail);
    if (!whole?.number.startsWith("+") || whole.extension !== undefined || whole.end > index) return [];
    const between = plain.slice(whole.end, index);
    const isListed = between.length < 64 && lastEnd > whole.end;
    if (!isListed && (between.length > 24 || /[\d\n]{2}/u.test(between))) return [];
    const label = labelBefore(plain, index, 2);
    const isNext =
      index - lastEnd < 32 && tail.length === lastLength && /^, \p{Lu}\p{L}+ $/u.test(plain.slice(lastEnd, index));
    if (!isNext && (label === undefined || label.distance > 1 || !/^(?:phone|fax|internal)$/u.test(label.says)))
      return [];
    [lastEnd, lastLength] = [index + text.length, tail.length];
    const group = /\d+$/u.exec(plain.slice(whole.start, whole.end))?.[0].length;
    const number = ended(whole.number, tail, group === tail.length);
    return number === undefined
      ? []
      : [
          {
            start: index,
            end: index + text.length,
            number,
            ...(label?.says === "fax" ? { kind: "fax" } : {}),
            why: "list",
          },
        ];
  });
  return [...found, ...ends];
}

const itemEnds = /^\s*(?:$|[.,;:)\n|])/u;

/** An end without a number that it could belong to is dialled within the house: `Vertretung: Herr Lutz, Tel. -214`. */
function withinHouse(plain: string, place: Readonly<{ start: number; end: number }>, digits: string): Scanned[] {
  const label = labelBefore(plain, place.start, 1);
  const isCalled = label?.says === "phone" || label?.says === "internal";
  const isWord = /\p{L}{3}[.:]{0,2} ?$/u.test(plain.slice(Math.max(0, place.start - 6), place.start));
  return digits.length > 1 &&
    isCalled &&
    isWord &&
    label.distance < 1 &&
    itemEnds.test(plain.slice(place.end, place.end + 4))
    ? [{ ...place, number: digits, kind: "internal", why: "label-before" }]
    : [];
}

/** Countries with numbers of many lengths, where an end follows the number. */
const open = /^\+(?:39|4[39])/u;

/**
 * An end that its word announces, behind a number that no dash ends: `(0662) 55 50 12, Fax: DW 20` goes on from it, and
 * `0512 2000 40, Fax DW 49` has its end already, apart from the switchboard's number.
 */
function ofBoard(plain: string, found: readonly Scanned[]): readonly Scanned[] {
  if (!found.some(({ why }) => why === "extension-keyword")) return found;
  return found.map((each): Scanned => {
    const { start, number, kind, why } = each;
    if (kind !== "internal" || why !== "extension-keyword") return each;
    if (!extensionWord.test(plain.slice(Math.max(0, start - 24), start))) return each;
    const board = found.findLast((whole) => whole.number.startsWith("+") && whole.end <= start);
    if (board === undefined || !/^\+4[39]/u.test(board.number) || isFar(plain.slice(board.end, start))) return each;
    const [before = 0, last = 0] = (plain.slice(board.start, board.end).match(/\d+/gu) ?? [])
      .slice(-2)
      .map(({ length }) => length);
    const whole = ended(board.number, number, last === number.length && before > last);
    if (whole === undefined) return each;
    const { kind: _, ...rest } = each;
    return { ...rest, number: whole, ...faxOf(plain, start, () => undefined), why: "list" };
  });
}

const isFar = (between: string): boolean => between.length > 48 || /\n\s*\n/u.test(between);

function ended(number: string, tail: string, alike: boolean): string | undefined {
  const e164 = open.test(number) && !alike ? number + tail : number.slice(0, -tail.length) + tail;
  return e164 !== number && readDigits(e164.slice(1), true, "") !== undefined ? e164 : undefined;
}

function stemOf(plain: string, { start, end, number, extension }: Scanned): Stem[] {
  const written = plain.slice(start, end);
  const whole = extension === undefined ? written : written.replace(/[^\d./()+-]*\p{L}.*$/su, "");
  const last = /- ?(\d{1,4})\s?$/u.exec(whole)?.[1];
  if (last === undefined || !number.endsWith(last)) return [];
  return [{ at: end, base: number.slice(0, -last.length), last }];
}

const extensionWord = /(?:durchwahl|\bdw)\.?[ :]{0,3}$/iu;

const klappe = /(?<=\p{L}{3} )kl(?:appe)?\.? ?(\d{1,4})(?=\s*(?:$|[,;.)\n|·]))(?![.,]\d)/giu;

/** An Austrian switchboard's ends: `01 555 03-0, Lohnverrechnung Kl. 12`. */
function klappen(plain: string, found: readonly Scanned[], stems: readonly Stem[]): Scanned[] {
  const boards = stems.filter(({ base, last }) => last === "0" && base.startsWith("+43"));
  if (boards.length === 0) return [];
  return [...plain.matchAll(klappe)].flatMap(({ 0: text, 1: digits = "", index }): Scanned[] => {
    const place = { start: index + text.length - digits.length, end: index + text.length };
    if (found.some(({ start, end }) => place.start < end && start < place.end)) return [];
    const whole = completed({ ...place, number: digits, why: "list" }, digits, boards);
    return whole.number === digits ? [] : [whole];
  });
}

const local = /(?<![\p{L}\d.,:/-])(\d{3,8})-(\d{1,4})(?![\d\p{L}]|[.,:/-]\d)/gu;

/** Numbers without their area, whose beginning a whole number in the text has: `Tel. 23125-231` beside `030 23125-0`. */
function withoutArea(plain: string, found: readonly Scanned[], stems: readonly Stem[]): Scanned[] {
  return [...plain.matchAll(local)].flatMap(({ 0: text, 1: beginning = "", 2: end = "", index }): Scanned[] => {
    const stem = stems.find(({ base }) => base.endsWith(beginning));
    const place = { start: index, end: index + text.length };
    if (stem === undefined || found.some((each) => place.start < each.end && each.start < place.end)) return [];
    const label = labelBefore(plain, index, 2);
    return label && label.distance <= 1 && /^(?:phone|fax|call|internal)$/u.test(label.says)
      ? [{ ...place, number: stem.base + end, ...faxOf(plain, index, () => undefined), why: "list" }]
      : [];
  });
}

/** Is a short number an end of the switchboard's number? Its word says so, or it stands in a column beside a switchboard. */
function isEnd(plain: string, { start, number, why }: Scanned, stems: readonly Stem[]): boolean {
  if (number.startsWith("+")) return false;
  if (why === "column") return stems.some(({ last }) => last === "0");
  return why === "extension-keyword" && extensionWord.test(plain.slice(Math.max(0, start - 24), start));
}

/** A fax machine's number has its word before it, or its column. */
function faxOf(plain: string, place: number, head: (place: number) => Head | undefined): Readonly<{ kind?: "fax" }> {
  const label = labelBefore(plain, place, 2);
  return head(place) === "fax" || (label?.says === "fax" && label.distance <= 1) ? { kind: "fax" } : {};
}

/** The stem that an end belongs to: the last one before it, or the switchboard's, which may be told later. */
function completed(number: Scanned, digits: string, stems: readonly Stem[]): Scanned {
  const stem = stems.findLast(({ at }) => at <= number.start) ?? stems.find(({ last }) => last === "0");
  const e164 = stem && stem.base + digits;
  if (!e164 || readDigits(e164.slice(1), true, "") === undefined) return number;
  const { kind, ...rest } = number;
  return { ...rest, ...(kind === "fax" ? { kind } : {}), number: e164 };
}

function isAnnounced(
  plain: string,
  { start, end }: Readonly<{ start: number; end: number }>,
  stems: readonly Stem[],
  head: (place: number) => Head | undefined,
): boolean {
  const column = head(start);
  if (column === "phone" || column === "fax" || column === "internal") return true;
  if (column !== undefined) return false;
  const label = labelBefore(plain, start);
  if (label && label.distance <= 1 && /^(?:phone|fax|internal)$/u.test(label.says)) return true;
  const tail = plain.slice(start + 1, end);
  const beside = stems.findLast(({ at }) => at <= start)?.last;
  if (beside?.length === tail.length && tail.length > 1 && /\p{L} $/u.test(plain.slice(0, start)))
    return Math.abs(Number(tail) - Number(beside)) <= 100;
  return end - start > 2 && /[\p{L},;:)] $/u.test(plain.slice(0, start)) && stems.some(({ last }) => last === "0");
}
