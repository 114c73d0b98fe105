/** What stands before a number and is no name: words for a telephone in six languages, and for its place. */
const labels =
  /(?:^|[\s,;·|•:()-])(?:t(?:é|e)l(?:é|e)?(?:phone|fono|efon|efoon)?|telefon|teléfono|ph(?:one)?|fon|mob(?:ile?|il)?|portable|cell(?:ulare)?|handy|gsm|móvil|mobiel|fax|call|appele[rz]?|appel|n°|no|nr|num(?:éro|ero|mer)?)\s*[.:]*\s*$/iu;

const longest = 80;

/** Whom the page's words before a number name: the last line of them, without the word for a telephone; empty where none is left. */
export function nameInWords(before: string): string {
  const lines = before.split("\n").map(withoutLabels);
  return lines.findLast((line) => /\p{L}{2}/u.test(line) && line.length <= longest) ?? "";
}

function withoutLabels(line: string): string {
  const bare = line
    .replace(/[\s:,;·|•–—(-]+$/u, "")
    .replace(/^[\s:,;·|•–—)-]+/u, "")
    .replace(/\s+/gu, " ");
  const less = bare.replace(labels, "");
  return less === bare ? bare : withoutLabels(less);
}
