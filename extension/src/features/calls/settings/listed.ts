/** One entry a line; empty lines and repetitions are left out. */
export function listOf(text: string): string[] {
  const lines = text.split(/[\n;]/u).map((line) => line.trim().slice(0, 128));
  return [...new Set(lines.filter((line) => line !== ""))].slice(0, 50);
}

/** The lines of a list. */
export function textOf(list: readonly string[]): string {
  return list.join("\n");
}
