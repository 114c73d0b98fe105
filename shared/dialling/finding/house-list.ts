import { isRoomsNumber } from "./rooms.ts";
import { wordClass } from "./words.ts";

/** An internal number in a text, by its place. */
type InHouse = Readonly<{ start: number; end: number; number: string }>;

/** The cheap look before both. */
const within =
  /intern|haus|abr[ée]g|house|huis|extension|anexo|toestel|nebenst|durchwahl|kurzwahl|klappen|verkort|speed ?dial|derivat/iu;

const announced = new RegExp(`(?:${within.source})[^:\\n\\d]{0,40}[:\\n]`, "iu");

/** Words for a number or a telephone, in the languages that have one for those within the house. */
const line =
  "(?:num[ée]r[oi]s?|n[úu]meros|(?:ruf|telefon)?num(?:ber|mer)[ns]?|postes?|appels|calls|lignes|l[ií]neas|lines|t[eé]l[eé]\\p{L}+|(?:tele)?phones?|phone numbers|(?:ap|anschl)\\p{L}+|ext\\p{L}*|durchwahlen|nebenstellen|klappen)";

/** A text says that it lists internal numbers, and each stands beside a name at the edge of its cell. */
const listing = new RegExp(
  `intern\\p{L}{0,3} ${line}|${line} intern|extensiones|extension list|toestelnummer|nebenstellen|durchwahlen`,
  "iu",
);
const listed = /(?<=(?:^|[\n|,:;·•]) ?)(\d{3,5})(?= \p{Lu}\p{L}+)|(?<=\p{Lu}\p{L}+ )(\d{3,5})(?= ?(?:$|[\n|,;·•]))/gu;

/**
 * A heading and its colon, behind which each thing of the house stands with its number, in small letters too:
 * `Appels internes : brancardiers 4417, pharmacie 4420`, `Hausintern: Portier 200`.
 */
const heading = new RegExp(
  `(?<!\\p{L})(?:(?:${line} (?:intern\\p{L}+|abr[ée]g\\p{L}+)|(?:intern\\p{L}{1,3}|in-house|house|haus|huis|toestel|verkorte)[ -]?${line}|hausruf|extensions?|extensiones|anexos|interni utili|nebenstellen|durchwahlen|klappen|kurzwahl\\p{L}*|toestellen|derivati|speed ?dials?)(?: \\p{L}{2,14}){0,2}|(?<=(?:^|[.!?\\n|·] ?))(hausintern|intern[aeio]?[ls]?|en interne)) ?[:\\n]\\s?`,
  "giu",
);

/** Where the list ends: its sentence does, or its paragraph. */
const endOfList = /[!?](?:\s|$)|\.(?:\s\p{Lu}|\s*$)|\n\n/u;
const between = /[,;·|\n]|\s(?:[-/]|et|und|and|en|e|y|u)\s/gu;

/** A name, the number, and perhaps a verb: `arresto cardiaco comporre 2222`, `reanimatie 2222 bellen`. */
const named =
  /^(\s?\p{L}[\p{L}'’./()-]*(?:\s\p{L}[\p{L}'’./()-]*){0,4}\s?[:=]?\s?)(\d{2,5})(?:\s\(?\p{L}{2,12}\)?)?\s?$/u;
const numbered = /^(\s?)(\d{2,5})\s?[:=-]?\s?\p{L}[\p{L} '’./-]{1,32}$/u;

/** What stands before its colon lists numbers of the house: those behind it, each with the name that it has there. */
function headed(plain: string): InHouse[] {
  return [...plain.matchAll(heading)].flatMap(({ 0: head, 1: soft, index }): InHouse[] => {
    const start = index + head.length;
    const rest = plain.slice(start, start + 400);
    const list = rest.slice(0, endOfList.exec(rest)?.index);
    const items = itemsOf(list);
    const found = items.flatMap(({ at, text }): InHouse[] => {
      const [, before = "", number] = named.exec(text) ?? (soft === undefined ? numbered.exec(text) : null) ?? [];
      if (number === undefined || (soft !== undefined && number.length < 3) || !isOfHouse(before, number)) return [];
      const place = start + at + before.length;
      return [{ start: place, end: place + number.length, number }];
    });
    // One alone is told by the words beside it; a list has its first thing directly behind the colon.
    return found.length > 1 && found[0] !== undefined && found[0].start < start + 40 ? found : [];
  });
}

function itemsOf(list: string): { at: number; text: string }[] {
  const items: { at: number; text: string }[] = [];
  let at = 0;
  for (const { 0: mark, index } of list.matchAll(between)) {
    items.push({ at, text: list.slice(at, index) });
    at = index + mark.length;
  }
  return [...items, { at, text: list.slice(at) }];
}

/** No year, no room, nothing that has another sort of number. */
function isOfHouse(before: string, number: string): boolean {
  if (/^(?:19|20)\d\d$/u.test(number) || /^0\d?$/u.test(number) || isRoomsNumber(before)) return false;
  const last = /(\p{L}+)[\s:=]*$/u.exec(before)?.[1];
  return last === undefined || wordClass(last) !== "id";
}

/** The internal numbers of a text that says it lists such. */
export function inListing(plain: string): InHouse[] {
  if (!within.test(plain)) return [];
  const found = announced.test(plain) ? headed(plain) : [];
  if (!listing.test(plain)) return found;
  const beside = [...plain.matchAll(listed)].map(({ 0: number, index }) => ({
    start: index,
    end: index + number.length,
    number,
  }));
  return [...found, ...beside.filter(({ start }) => !found.some((each) => each.start === start))];
}
