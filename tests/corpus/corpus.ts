import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Where a text of the corpus was met. */
export const kinds = ["mail", "web", "table", "signature", "invoice", "forum", "crm", "other"] as const;

/** A telephone number in a text: `text.slice(start, end)` is what is written; `dial` is E.164 with `;ext=…` where an extension follows, or the short number as its country dials it. */
export type LabelledNumber = Readonly<{ start: number; end: number; dial: string }>;

/** A text that a person in this country (ISO 3166, upper case) may read, with every telephone number it holds, in reading order. */
export type LabelledText = Readonly<{
  country: string;
  kind: (typeof kinds)[number];
  text: string;
  numbers: readonly LabelledNumber[];
}>;

const escapes = /\\(?:u([0-9a-f]{4})|(.))/gu;
const mark = /\{\{([^{}|]+)\|([^{}|]+)\}\}/gu;
const dialled = /^(?:\+[1-9]\d{5,14}(?:;ext=\d{1,6})?|\d{2,6})$/u;

/** Every text in a folder's `<country>.txt`, in the files' order; throws with file and line where one cannot be read. */
export function readCorpus(folder: string = import.meta.dirname): LabelledText[] {
  const files = readdirSync(folder).filter((name) => /^[a-z]{2}\.txt$/u.test(name));
  return files.toSorted().flatMap((name) => readCountry(join(folder, name)));
}

function readCountry(file: string): LabelledText[] {
  const country = basename(file, ".txt").toUpperCase();
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      if (line === "" || line.startsWith("#")) return [];
      try {
        return [labelled(country, line)];
      } catch (error) {
        throw new Error(`${file}:${index + 1}: ${(error as Error).message}`, { cause: error });
      }
    });
}

/** Reads `kind<TAB>text`: `{{as written|what is dialled}}` marks a number; `\n`, `\t`, `\\` and `\u00a0` stand for what they mean in JavaScript. */
export function labelled(country: string, line: string): LabelledText {
  const border = line.indexOf("\t");
  const kind = kinds.find((known) => known === line.slice(0, border));
  if (kind === undefined) throw new Error(`no known kind before a tab: ${line}`);
  return { country, kind, ...unmarked(line.slice(border + 1)) };
}

function unmarked(marked: string): Pick<LabelledText, "text" | "numbers"> {
  let text = "";
  let read = 0;
  const numbers: LabelledNumber[] = [];
  for (const { 0: whole, 1: written = "", 2: dial = "", index } of marked.matchAll(mark)) {
    if (!dialled.test(dial)) throw new Error(`nobody dials “${dial}”`);
    text += unescaped(marked.slice(read, index));
    const start = text.length;
    text += unescaped(written);
    numbers.push({ start, end: text.length, dial });
    read = index + whole.length;
  }
  text += unescaped(marked.slice(read));
  if (/\{\{|\}\}/u.test(text)) throw new Error(`a broken mark: ${marked}`);
  return { text, numbers };
}

function unescaped(raw: string): string {
  return raw.replaceAll(escapes, (escape, code: string | undefined, letter: string | undefined) => {
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
    const meant = { n: "\n", t: "\t", "\\": "\\" }[letter ?? ""];
    if (meant === undefined) throw new Error(`an unknown escape: ${escape}`);
    return meant;
  });
}
