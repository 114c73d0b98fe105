/** A text without what nobody types when looking for it: case, accents. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * How well what was typed fits a text; null where its letters are not all in it, in their order. Letters that follow each other and
 * letters that begin a word count more, so that `ve` finds “Voice mail, empty” after “Verbinden”.
 */
export function fit(typed: string, text: string): number | null {
  const [wanted, given] = [plain(typed).replace(/\s+/gu, ""), plain(text)];
  let [score, at] = [0, -1];
  for (const letter of wanted) {
    const found = given.indexOf(letter, at + 1);
    if (found < 0) return null;
    const begins = found === 0 || /[^\p{L}\p{N}]/u.test(given[found - 1] ?? "");
    score += found === at + 1 ? 3 : begins ? 2 : 0;
    at = found;
  }
  return score - given.length / 100;
}

/** Those that fit, the best first; all of them, as they stand, where nothing was typed. */
export function fitting<T>(typed: string, all: readonly T[], textOf: (one: T) => string): readonly T[] {
  if (typed.trim() === "") return all;
  return all
    .map((one) => ({ one, score: fit(typed, textOf(one)) }))
    .filter((each): each is { one: T; score: number } => each.score !== null)
    .toSorted((a, b) => b.score - a.score)
    .map(({ one }) => one);
}
