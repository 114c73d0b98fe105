/** Marks that turn writing around, join or hide letters, and what is no letter at all: a name that needs one would look like another. */
const unwritable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u2028\u2029]/u;

/** A name may not say itself where it was read: that stands behind it, and is ours to say. */
const saysOrigin =
  /(?:^|[\s(,;:–—-])(?:according to|selon|d[’']apr(?:è|e)s|laut|gem(?:ä|a)ß|nach angaben|según|segun|secondo|volgens|source|quelle|fuente|fonte|bron)(?=$|[\s:])/iu;

/** The words of a page, one line of plain writing; empty where they are longer than `most`, or hold what nobody writes in a name. */
export function plainWords(text: string, most: number): string {
  // Nobody reads through a text that is far too long.
  if (text.length > 8 * most) return "";
  const line = text
    .replace(/[\s\u00A0\u202F]+/gu, " ")
    .trim()
    .normalize("NFC");
  if (line.length > most || unwritable.test(line) || saysOrigin.test(line)) return "";
  // A letter with a tower of accents covers the lines around it.
  return /\p{M}{3}/u.test(line.normalize("NFD")) ? "" : line;
}
