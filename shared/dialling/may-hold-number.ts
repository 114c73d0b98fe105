/** Six digits that punctuation may part: texts without them, nearly all, are done after this one look. */
const enoughDigits = /\d(?:[\s\u00A0\u202F.\-‐‑–/()]{0,4}\d){5}/u;

/** May this text hold a number at all? Cheap, for the walk over a page. */
export function mayHoldNumber(text: string): boolean {
  return text.length > 5 && enoughDigits.test(text);
}
