/** Longer texts are no number, whatever is in them. */
const longest = 40;

/**
 * The number that is on the clipboard (guide 2.2.2): the whole text, on one line, with as many digits as the shortest number that is called.
 * Null for everything else, which is nobody's business.
 */
export function copiedNumber(text: string, isNumber: (text: string) => boolean): string | null {
  const line = text.trim();
  if (line === "" || line.length > longest || /[\r\n\t]/u.test(line)) return null;
  return isNumber(line) && line.replace(/[^\d]/gu, "").length >= 3 ? line : null;
}
