import { callingCodeOf } from "./numbering.ts";
import { readDigits } from "./plans.ts";

/** Letters that stand for digits behind the prefix of a free number: `1-800-FLOWERS`. */
export type Vanity = Readonly<{ start: number; end: number; number: string }>;

const american =
  /(?<![\p{L}\d])(?:\+?1[-. ]{0,2})?\(?8(?:00|33|44|55|66|77|88)\)?[-. ]{1,2}(?=[A-Z\d-]{0,9}[A-Z]{2}|[A-Z][a-z]{2})/gu;
const european = /(?<![\p{L}\d])(?:\+?\d{2}[-. ]?|0)(?:[789]00)[-./ ]{1,2}(?=\d{0,3}[ -]?[A-Z]{3})/gu;

/** Behind an area of North America only where one is asked to call: `Call 415-555-CATS`, `dial 311 or 212-NEW-YORK`. */
const local = /(?<![\p{L}\d-])\(?[2-9]\d\d(?:\) ?|[-.])(?=(?:\d{3}[-. ])?[A-Z]{3}[A-Z-]{1,5}(?![\p{L}\d]))/gu;
const asked =
  /(?<!\p{L})(?:call|dial|text|phone|tel|ring)(?: us| me)?(?: at| on)?[:. ]{1,3}$|(?<!\p{L})(?:call|dial) \d{3}[^\n\d]{0,24} or $/iu;

/** The cheap look before all: their hundreds, or an area, and what parts them from letters. */
const prefixed = /(?:[789]00|8(?:33|44|55|66|77|88))\)?[-./ ]|[2-9]\d\d\)?[-. ]{1,2}(?:\d{3}[-. ])?[A-Z]{3}/u;

/** The numbers with letters in a text. */
export function vanityNumbers(plain: string, country: string): Vanity[] {
  const found: Vanity[] = [];
  if (!prefixed.test(plain)) return found;
  for (const prefix of callingCodeOf(country) === "1" ? [american, local] : [european, american])
    for (const { 0: text, index } of plain.matchAll(prefix)) {
      if (prefix === local && !asked.test(plain.slice(Math.max(0, index - 40), index))) continue;
      const vanity = readFrom(plain, index, index + text.length, prefix === european ? country : "US");
      if (vanity !== undefined && !found.some(({ end }) => end >= vanity.start)) found.push(vanity);
    }
  return found;
}

/** The network hears no more digits than a number has; further letters are for the eye. */
const asMany = 7;

function readFrom(plain: string, start: number, from: number, country: string): Vanity | undefined {
  const word = wordFrom(plain.slice(from, from + 24));
  const letters = word.replace(/[^A-Za-z\d]/gu, "");
  if (!/[A-Za-z]{3}/u.test(letters)) return undefined;
  const prefix = plain.slice(start, from);
  for (const length of [asMany, letters.length, asMany + 1, asMany - 1].filter((each) => each <= letters.length)) {
    const digits = prefix.replace(/\D/gu, "") + keysOf(letters.slice(0, length));
    const number = readDigits(digits, prefix.startsWith("+"), country)?.number;
    if (number !== undefined) return { start, end: from + word.length, number };
  }
  return undefined;
}

/** Capitals and digits, also in parts, until there are enough of them; or one word that a capital begins. */
function wordFrom(text: string): string {
  const single = /^[A-Z][a-z]{3,12}(?![\p{L}\d])/u.exec(text)?.[0];
  if (single !== undefined) return single;
  let word = "";
  for (const [part] of text.matchAll(/[A-Z\d]+(?:[-. ](?=[A-Z\d]))?/gu)) {
    if (!text.startsWith(word + part)) break;
    word += part;
    if (word.replace(/[^A-Z\d]/gu, "").length >= asMany) break;
  }
  return word.replace(/[-. ]$/u, "");
}

const keys = "22233344455566677778889999";

const keysOf = (letters: string): string =>
  letters.toUpperCase().replace(/[A-Z]/gu, (letter) => keys[letter.charCodeAt(0) - 65] ?? "");
