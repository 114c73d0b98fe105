/** What stands before a number and is no name: words for a telephone in six languages, and for its place. */
const labels =
  /(?:^|[\s,;·|•:()-])(?:t(?:é|e)l(?:é|e)?(?:phone|fono|efon|efoon)?|telefon|teléfono|ph(?:one)?|fon|mob(?:ile?|il)?|portable|cell(?:ulare)?|handy|gsm|móvil|mobiel|fax|call|appele[rz]?|appel|n°|no|nr|num(?:éro|ero|mer)?)\s*[.:]*\s*$/iu;

const longest = 80;

/** Another number, with what is written between its digits. */
const another = /[+(]?\d(?:[\s().,/-]*\d){5,}/gu;

/**
 * Whom the page's words before a number name: the last line of them, without the word for a telephone and other numbers of the same line; a line
 * further up that has its own number is somebody else's. Empty where none is left.
 */
export function nameInWords(before: string): string {
  const lines = before.split("\n");
  const own = withoutLabels((lines.at(-1) ?? "").replaceAll(another, ""));
  const above = lines.slice(0, -1).filter((line) => line.search(another) < 0);
  return [...above.map(withoutLabels), own].findLast((line) => /\p{L}{2}/u.test(line) && line.length <= longest) ?? "";
}

function withoutLabels(line: string): string {
  const bare = line
    .replace(/[\s:,;·|•–—(-]+$/u, "")
    .replace(/^[\s:,;·|•–—)-]+/u, "")
    .replace(/\s+/gu, " ");
  const less = bare.replace(labels, "");
  return less === bare ? bare : withoutLabels(less);
}
