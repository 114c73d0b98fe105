import { de } from "./words/de.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { fr } from "./words/fr.ts";
import { it } from "./words/it.ts";
import { nl } from "./words/nl.ts";
import type { WordClass, Words } from "./words/word-classes.ts";

/** Where languages disagree about a word, the class named first has it. */
const byWeight = [
  "fax",
  "phone",
  "call",
  "internal",
  "id",
  "number",
  "matter",
  "thing",
  "filler",
] as const satisfies WordClass[];

const [whole, stems] = tables([fr, en, de, nl, it, es]);

function tables(languages: readonly Words[]): readonly [Map<string, WordClass>, Map<string, WordClass>] {
  const tables = [new Map<string, WordClass>(), new Map<string, WordClass>()] as const;
  for (const kind of byWeight)
    for (const word of languages.flatMap((words) => words[kind].split(/\s+/u))) {
      const table = word.endsWith("*") ? tables[1] : tables[0];
      const key = word.replace("*", "");
      if (!table.has(key)) table.set(key, kind);
    }
  return tables;
}

/** The ends of compounds that say "number" and leave it to their beginning what is numbered. */
const numberEnd = /(?:nummern?|nrs?|numbers?|numeros?)$/u;

const most = 4000;
const known = new Map<string, WordClass | undefined>();

/** What a word says about digits near it; nothing where it is unknown. German and Dutch compounds are read from their end. */
export function wordClass(word: string): WordClass | undefined {
  if (known.has(word)) return known.get(word);
  const says = read(folded(word));
  // A page has few words that stand before digits; a hostile one shall not fill the memory.
  if (known.size > most) known.clear();
  known.set(word, says);
  return says;
}

function read(plain: string): WordClass | undefined {
  const exact = whole.get(plain);
  if (exact !== undefined) return exact;
  const numbered = plain.replace(numberEnd, "");
  if (numbered !== plain && numbered !== "") return compound(numbered);
  if (office.test(plain)) return "phone";
  return party.test(plain) ? undefined : partOf(plain);
}

/** Ends of compounds that are an office, which has a telephone, whatever it deals with: `Kundendienst`, `Auftragsannahme`. */
const office =
  /.(?:dienste?|annahme|abteilung|afdeling|betreuung|beratung|center|zentrum|centrum|buro|kanzlei|praxis|verwaltung|balie|schalter|loket|sperre|sperrung)$/u;

/** Ends of compounds that are people or a house, of whom the beginning says nothing: `Auftraggeber`, `Versicherungsgesellschaft`. */
const party =
  /.{3}(?:partner|geber|nehmer|gesellschaft|(?<!ges)amt|firma|maatschappij|kantoor|shop|schule|school|anwalt|anwaltin|revier|behorde|(?<!kosten|neben|verbrauchs|entnahme|abnahme|liefer|mess|zahl)stelle|verein|verband|klinik)$/u;

/** What stands before "…nummer" says what is numbered: `Rechnungs`, `Telefon`. */
function compound(beginning: string): WordClass | undefined {
  const named = whole.get(beginning) ?? whole.get(beginning.replace(/e?[sn]$/u, "")) ?? partOf(beginning);
  if (named === "thing" || named === "matter") return "id";
  return named === "filler" ? "number" : named;
}

/** What a known part says that begins or ends a word: the longer one, and of two as long the end, as in a compound. */
function partOf(word: string): WordClass | undefined {
  const [beginning, end] = [begun(word), ended(word)];
  return end !== undefined && end[1] >= (beginning?.[1] ?? 0) ? end[0] : beginning?.[0];
}

const inCompounds = new Set<WordClass>(["phone", "fax", "internal", "id", "thing", "matter"]);

/** The longest known word that ends this one, and its length. */
function ended(word: string): readonly [WordClass, number] | undefined {
  if (/.ruf$/u.test(word)) return ["phone", 3];
  for (let at = 1; at <= word.length - 4; at += 1) {
    const end = word.slice(at);
    const known = whole.get(end) ?? stems.get(end);
    if (known !== undefined && inCompounds.has(known)) return [known, end.length];
  }
  return undefined;
}

/** The longest stem that begins this word, and its length. */
function begun(word: string): readonly [WordClass, number] | undefined {
  for (let end = word.length; end >= 2; end -= 1) {
    const known = stems.get(word.slice(0, end));
    if (known !== undefined) return [known, end];
  }
  return undefined;
}

/** Lower case, without accents. */
export function folded(word: string): string {
  const lower = word.toLowerCase().replaceAll("ß", "ss");
  return /^[\0-\x7F]*$/u.test(lower) ? lower : lower.normalize("NFD").replace(/\p{M}/gu, "");
}

/** Ends of Italian surnames, which may begin as a thing does: `Leo Marchetti` sells nothing. */
export const surnameEnd = /(?:etti|elli|ini)$/u;
