import { withPlainDigits } from "../plain-digits.ts";

/** Stands for what is not seen (joiners, marks of direction, soft hyphens, the second half of a digit); no separator and no letter. */
export const unseen = "\u200B";

const special =
  /[\u00A0\u00AD\u1680\u2000-\u2015\u2022\u2027\u202A-\u202F\u205F-\u2069\u2212\u3000\uFE58\uFE63\uFEFF\uFF0B\uFF08\uFF09\uFF0D\uFF0E\uFF0F\r\f\v]|\uFE0E|\uFE0F/gu;
const ascii = /^[\0-\x7F]*$/u;

/** Where letters, marks and figures beyond Latin-1 stand. */
const foreign = /[\u0100-\u1FFF\u2070-\u209C\u2102-\u218B\u2460-\u24FF\u2776-\u2793\u2C00-\uFFFF]/;

/**
 * The text with one sort of digit, space, dash and bracket, letters of Latin-1 alone, and each thing in its place: what stands at an index
 * here stands there in the text too. A letter of another script is one that no word of ours has, small or large as it was.
 */
export function plainText(text: string): string {
  if (ascii.test(text)) return text.replace(/[\r\f\v]/gu, " ");
  const marked = text.replace(special, plainSign);
  return foreign.test(marked) ? withPlainDigits(marked, unseen).replace(beyondLatin, plainLetter) : marked;
}

/** Is this a text whose letters or digits `plainText` changes? */
export const isForeign = (text: string): boolean => foreign.test(text);

/** Has it a digit of whatever script? */
export const hasDigit = (text: string): boolean => /[0-9]/.test(text) || (foreign.test(text) && /\p{Nd}/u.test(text));

function plainSign(sign: string): string {
  if (/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\r\f\v]/u.test(sign)) return " ";
  if (/[\u2028\u2029]/u.test(sign)) return "\n";
  if (/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/u.test(sign)) return "-";
  return signs[sign] ?? unseen;
}

const signs: Readonly<Record<string, string>> = {
  "\uFF0B": "+",
  "\uFF08": "(",
  "\uFF09": ")",
  "\uFF0E": ".",
  "\uFF0F": "/",
  "\u2022": "\u00B7",
  "\u2027": "\u00B7",
};

const beyondLatin =
  /[\u0100-\u02FF\u0370-\u1FFF\u2070-\u209C\u2102-\u218B\u2460-\u24FF\u2776-\u2793\u2C00-\u{10FFFF}]/gu;

const letters = new Map<string, string>();
const mostLetters = 10_000;

function plainLetter(letter: string): string {
  let plain = letters.get(letter);
  if (plain === undefined) {
    const like = likeOf(letter);
    plain = like === letter ? letter : like + unseen.repeat(letter.length - 1);
    if (letters.size >= mostLetters) letters.clear();
    letters.set(letter, plain);
  }
  return plain;
}

/** The one of its kind in Latin-1; other signs stay. */
function likeOf(letter: string): string {
  if (/\p{Lu}/u.test(letter)) return "Þ";
  if (/\p{Ll}/u.test(letter)) return "þ";
  if (/\p{L}/u.test(letter)) return "ª";
  if (/\p{M}/u.test(letter)) return "\u0301";
  return /\p{N}/u.test(letter) ? "²" : letter;
}
