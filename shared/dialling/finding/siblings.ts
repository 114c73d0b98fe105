import { inListing } from "./house-list.ts";
import { labelBefore } from "./label.ts";
import { objectionsBeside } from "./objections.ts";
import { readDigits } from "./plans.ts";
import { isRoomsNumber } from "./rooms.ts";
import type { Scanned } from "./scan.ts";

const free = /(?<![\p{L}\d.,:/#-]|\d )\d{3,6}(?![\d%€°]|[.,:/-]\d|\p{L})/gu;

/** The same, also as the two ends of a range. */
const end = /(?<![\p{L}\d.,:/#]|\d )(?:\d{3,4}|\d\d \d\d)(?![\d%€°]|[.,:/ ]\d|\p{L})/gu;

/** Numbers within one house lie this close together. */
const near = 20;

/** Words after which only the ends of a whole number are given: `les lignes directes 8001 à 8049`. */
const direct =
  /(?:lignes? directes?|direct(?: dials?| lines?)?:|ddis?|passant[ei]|sda|durchwahlen)(?=\s)[^.;\n]{0,64}/giu;

/**
 * Services of the house whose switchboard stands before them, each with its end as the whole number's pairs are written:
 * `Standard : 05 36 49 70 00 ; état civil : 70 12 ; urbanisme : 70 25`.
 */
const board =
  /(?:mairie|rathaus|stadhuis|gemeentehuis|standard|accueil|centrale?|zentrale|centralino|centralita|switchboard|main)(?!\p{L})[^.\n\d]{0,32}$/iu;
const anyBoard = /mairie|rathaus|stadhuis|gemeentehuis|standard|accueil|[cz]entral|switchboard|main/iu;
const named = /[;,|/\n·–-] ?\p{L}[\p{L} '’.-]{1,32} ?: ?$/iu;
const four = /(?<= )(?!(?:19|20)\d\d)\d{4}(?=\s*(?:$|[;,|\n·–-]| \/|\.(?!\d)))/giu;
const paired = /(?<= )\d\d[ .]\d\d(?=\s*(?:$|[;,|\n·–-]| \/|\.(?!\d)))/giu;

function endsOfBoard(plain: string, found: readonly Scanned[]): Scanned[] {
  if (!anyBoard.test(plain)) return [];
  return found.flatMap((whole): Scanned[] => {
    const written = plain.slice(whole.start, whole.end);
    const inPairs = /\d\d[ .]\d\d[ .]\d\d$/u.test(written);
    if (
      !(inPairs || /\d{3}[ -]\d{4}$/u.test(written)) ||
      !board.test(plain.slice(Math.max(0, whole.start - 48), whole.start))
    )
      return [];
    const clause = plain.slice(whole.end, whole.end + 240).split("\n\n", 1)[0] ?? "";
    const matches = [...clause.matchAll(inPairs ? paired : four)].filter(({ index }) =>
      named.test(clause.slice(Math.max(0, index - 40), index)),
    );
    if (matches.every(([text]) => isTime(text))) return [];
    return matches.flatMap(({ 0: text, index }): Scanned[] => {
      const end = endOf(whole, whole.end + index, text);
      // What shares its pair with the switchboard's number is an end of it, though the country has such a service.
      const others = found.filter(
        (each) => each.kind !== "service" || !inPairs || text.slice(0, 2) !== written.slice(-5, -3),
      );
      return end && !touchesAny(others, end) ? [end] : [];
    });
  });
}

const entry = /[,;] (?:\p{Lu}\p{L}+[ -]?){1,3}(?<!(?:tag|di|day|dag|dì) ?) ?$/u;

/** Departments whose ends share a pair with the whole number before them: `Kanzlei 031 555 01 00, Steuern 01 05, Bauamt 01 09`. */
function endsAlike(plain: string, found: readonly Scanned[]): Scanned[] {
  return found.flatMap((whole): Scanned[] => {
    const [, shared] = /(\d\d)([ .]\d\d)$/u.exec(plain.slice(whole.start, whole.end)) ?? [];
    if (shared === undefined || !whole.number.startsWith("+")) return [];
    const clause = plain.slice(whole.end, whole.end + 160).split("\n", 1)[0] ?? "";
    const shares = [...clause.matchAll(paired)].filter(({ 0: text }) => text.startsWith(shared));
    // One alone may be a day.
    if (shares.length < 2) return [];
    return shares.flatMap(({ 0: text, index }): Scanned[] => {
      if (!entry.test(clause.slice(Math.max(0, index - 40), index))) return [];
      const end = endOf(whole, whole.end + index, text);
      return end && !touchesAny(found, end) ? [end] : [];
    });
  });
}

/** As hours of opening are written. */
const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3])[ .][0-5][05]$/u.test(text);

/** Those of a list of the house's numbers. */
const ofHouse = (plain: string, found: readonly Scanned[]): Scanned[] =>
  inListing(plain)
    .map(({ start, end, number }): Scanned => ({ start, end, number, kind: "internal", why: "list" }))
    .filter((each) => !touchesAny(found, each));

const article = /(?<!\p{L})(?:l[aeo]|el|il|al?|die|der|the|de|het|à|auf|an|to|op|on) $/iu;

/** Adds numbers that others make likely: internal ones beside an internal one, and ends of the whole number before them. */
export function withSiblings(plain: string, found: readonly Scanned[]): readonly Scanned[] {
  const ends = [
    ...[...plain.matchAll(direct)].flatMap(({ 0: text, index }) => endsIn(index, text, found)),
    ...endsOfBoard(plain, found),
    ...endsAlike(plain, found),
  ];
  const whole = ends.length === 0 ? found : [...found.filter((each) => !touchesAny(ends, each)), ...ends];
  const all = [...whole, ...ofHouse(plain, whole)];
  const internal = all.filter(({ kind, number }) => kind === "internal" && number.length > 2);
  if (internal.length === 0) return all;
  const beside = [...plain.matchAll(free)].flatMap(({ 0: number, index }): Scanned[] => {
    const sibling: Scanned = { start: index, end: index + number.length, number, kind: "internal", why: "list" };
    // Before the first that is said to be one, a noun of its own says what a number is: `el aparato 4471 …, llame al 4490`.
    const led = article.test(plain.slice(Math.max(0, index - 8), index));
    const likely =
      internal.some((each) => (each.start < index || led) && isClose(each.number, number)) && !touchesAny(all, sibling);
    return likely && isUnsaid(plain, sibling) ? [sibling] : [];
  });
  return [...all, ...beside];
}

/** The ends in a clause, each in the place of the last digits of the whole number before. */
function endsIn(from: number, clause: string, found: readonly Scanned[]): Scanned[] {
  const whole = found.findLast(({ start, number }) => start < from && number.startsWith("+"));
  if (whole === undefined || from - whole.end > 96) return [];
  return [...clause.matchAll(end)].flatMap(({ 0: tail, index }): Scanned[] => {
    // Its own word makes it a number within the house: `Ligne directe 04 … 50 37 / poste 5037`.
    if (labelBefore(clause, index, 1)?.says === "internal") return [];
    const place = endOf(whole, from + index, tail);
    return place && !isWhole(place, found) ? [place] : [];
  });
}

/** The number that an end makes of the whole one, in the place of its last digits; undefined where no plan has it. */
function endOf(whole: Scanned, start: number, text: string): Scanned | undefined {
  const digits = text.replace(/\D/gu, "");
  const number = whole.number.slice(0, -digits.length) + digits;
  return readDigits(number.slice(1), true, "") && { start, end: start + text.length, number, why: "list" };
}

const isWhole = (place: Scanned, found: readonly Scanned[]): boolean =>
  found.some((each) => each.number.startsWith("+") && each.start < place.end && place.start < each.end);

const touchesAny = (found: readonly Scanned[], { start, end }: Scanned): boolean =>
  found.some((each) => each.start < end && start < each.end);

const isClose = (one: string, other: string): boolean =>
  one.length === other.length && Math.abs(Number(one) - Number(other)) <= near;

/** The next of a list, whose place or person comes behind it: `Nebenstelle 214 ist Herr Abel, 215 Frau Baum`. */
const isItem = (plain: string, start: number, end: number): boolean =>
  /(?:[,;]|,? (?:und|et|and|en|e|y)) $/iu.test(plain.slice(Math.max(0, start - 6), start)) &&
  /^ (?:\p{Lu}\p{Ll}|(?:is|ist|est|c['’]est|è|es|für|pour|for|per|para|voor|het|de|le|la|il|the|die|der) )/u.test(
    plain.slice(end, end + 8),
  );

function isUnsaid(plain: string, { start, end, number }: Scanned): boolean {
  if (/^(?:19|20)\d\d$/u.test(number) || objectionsBeside(plain, start, end).length > 0) return false;
  if (isRoomsNumber(plain.slice(Math.max(0, start - 24), start))) return false;
  if (isItem(plain, start, end)) return true;
  // A name of its own may make it anything; an article or "if busy" goes on from the other.
  if (!/(?<!\p{L})\p{Ll}+ $/u.test(plain.slice(Math.max(0, start - 24), start))) return false;
  const label = labelBefore(plain, start, 2);
  return !(label && /^(?:id|thing|matter)$/u.test(label.says));
}
