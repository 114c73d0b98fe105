import { wordClass } from "./words.ts";

/** What the head of a column says about the cells below: that telephone numbers stand there, or something else; `silent` where it only has a name. */
export type Head = "phone" | "fax" | "internal" | "other" | "silent";

type Line = Readonly<{ start: number; text: string }>;
type Table = Readonly<{ first: Line; mark: Mark; heads: readonly Head[] }>;

/** What parts the cells of a line: a mark, or in a text that is set out with them several spaces. */
const marks = ["\t", "|", ";", ",", / {2,}/u] as const;
type Mark = (typeof marks)[number];

/** Gives the head of the column that a place of the text stands in, where the text has a table with a head. */
export function headsOf(plain: string): (place: number) => Head | undefined {
  if (!/\n/u.test(plain) || !/[\t|;,]| {2}/u.test(plain)) return () => undefined;
  const lines = linesOf(plain);
  const tables = lines.map((_, at) => tableAt(lines, at));
  const inTable: (Table | undefined)[] = [];
  for (const [at, line] of lines.entries()) {
    const above = inTable[at - 1];
    inTable.push(above && cells(line.text, above.mark).length === above.heads.length ? above : tables[at]);
  }
  return (place) => {
    const at = lineAt(lines, place);
    const [line, table] = [lines[at], inTable[at]];
    if (!line || !table || table.first === line) return undefined;
    return table.heads[cells(line.text.slice(0, place - line.start), table.mark).length - 1];
  };
}

function linesOf(plain: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const text of plain.split("\n")) {
    lines.push({ start, text });
    start += text.length + 1;
  }
  return lines;
}

/** The line that a place stands in, by halves. */
function lineAt(lines: readonly Line[], place: number): number {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle]?.start ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

const cells = (line: string, mark: Mark): string[] => line.split(mark);

/** A line is a head when it has no figures, nor begins with one as the lines of a chat do (`[30/11/26, 21:15] …`), names of things that its columns hold, and a line of as many cells below. */
function tableAt(lines: readonly Line[], at: number): Table | undefined {
  const [first, next] = [lines[at], lines[at + 1]];
  if (first === undefined || next === undefined || /\d{3}|^\[?\d/u.test(first.text)) return undefined;
  for (const mark of marks) {
    const names = cells(first.text, mark);
    if (names.length < 2 || cells(next.text, mark).length !== names.length) continue;
    const bare = names.map((name) => name.replace(/["']/gu, "").trim());
    const isCalls = bare.some((name) => callers.test(name)) && bare.some((name) => callees.test(name));
    const heads = bare.map((name): Head =>
      isCalls && (callers.test(name) || callees.test(name)) ? "phone" : headOf(name),
    );
    return heads.some((head) => head !== "silent") ? { first, mark, heads } : undefined;
  }
  return undefined;
}

/** What the columns of a list of calls are called. */
const callers = /^(?:from|src|source|caller|von|anrufer|de|appelant|van|da|chiamante|origen|llamante)$/iu;
const callees =
  /^(?:to|dst|dest|destination|callee|called|nach|ziel|an|à|appelé|vers|naar|a|chiamato|destino|llamado)$/iu;

const extensions = /^(?:kl|dw|ext|nst|app|ddi|int|tst)\.?$/iu;

function headOf(name: string): Head {
  if (extensions.test(name.trim())) return "internal";
  const says = (name.match(/[\p{L}\p{M}]+/gu) ?? []).map(wordClass);
  if (says.includes("fax")) return "fax";
  if (says.includes("internal")) return "internal";
  if (says.includes("phone") || says.includes("call")) return "phone";
  return says.some((each) => each === "id" || each === "thing" || each === "matter") ? "other" : "silent";
}
