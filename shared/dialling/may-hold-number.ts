/** Six digits that punctuation may part, or two and more behind a word: texts without them, nearly all, are done after this one look. */
const enoughDigits = /\p{Nd}(?:[^\p{L}\p{Nd}]{0,5}\p{Nd}){5}|\p{L}[^\p{L}\p{Nd}]{0,8}\p{Nd}{2}|8\d\d[-. )]{1,2}[A-Z]/u;

/** May this text hold a number at all? Cheap, for the walk over a page. */
export function mayHoldNumber(text: string): boolean {
  return enoughDigits.test(text);
}
