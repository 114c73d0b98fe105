/** Every decimal digit of Unicode that is not one of ASCII. */
const foreignDigit = /(?![0-9])\p{Nd}/gu;

/** Decimal digits stand in runs of ten that begin at a code point whose predecessor is no digit of the same run. */
export function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  // The mathematical digits (U+1D7CE…) are five runs of ten without a gap between them.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

/** Writes every decimal digit of Unicode as ASCII; `filler` follows a digit of two code units, so that places are kept where it is given. */
export function withPlainDigits(text: string, filler = ""): string {
  return text.replace(foreignDigit, (digit) => String(digitValue(digit)) + (digit.length > 1 ? filler : ""));
}

/** Every decimal digit of Unicode as ASCII, and the plus of other widths; invisible marks (bidi, joiners, soft hyphens) are dropped. */
export function plainNumber(text: string): string {
  const visible = text.slice(0, 400).replace(/[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, "");
  return withPlainDigits(visible.replace(/\uFF0B/gu, "+"));
}
