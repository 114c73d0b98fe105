import { withPlainDigits } from "../plain-digits.ts";

/** Stands for what is not seen (joiners, marks of direction, soft hyphens, the second half of a digit); no separator and no letter. */
export const unseen = "\u200B";

const special =
  /[\u00A0\u00AD\u1680\u2000-\u2015\u2022\u2027\u202A-\u202F\u205F-\u2069\u2212\u3000\uFE58\uFE63\uFEFF\uFF0B\uFF08\uFF09\uFF0D\uFF0E\uFF0F\r\f\v]|\uFE0E|\uFE0F/gu;
const ascii = /^[\0-\x7F]*$/u;

/**
 * The text with one sort of digit, space, dash and bracket, and each thing in its place: what stands at an index here stands there in
 * the text too.
 */
export function plainText(text: string): string {
  if (ascii.test(text)) return text.replace(/[\r\f\v]/gu, " ");
  return withPlainDigits(text.replace(special, plainSign), unseen);
}

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
