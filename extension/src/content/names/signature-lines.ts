import type { NumberKind } from "@twp/shared/protocol/page-names.ts";
import { nameWords } from "@twp/shared/names/same-name.ts";
import { jobWords } from "./not-names.ts";

/** A number as it stands in a line, and what it is for. */
export type NumberInLine = Readonly<{ text: string; kind: NumberKind }>;

/** What a line of a signature holds, apart from words. */
export type ReadLine = Readonly<{
  line: string;
  numbers: readonly NumberInLine[];
  /** Does a word say what the numbers are for? */
  isLabelled: boolean;
  email: string;
  /** The site it names, without `www.`. */
  domain: string;
  /** What is left of the line without numbers, their words, addresses and what parts them. */
  rest: string;
}>;

/** Nobody writes a longer line there. */
export const longestLine = 90;

/** What a letter stands before is the code of something else. */
const number = /(?<![\p{L}\d])(?:\(?\+|\(?00|\(?\d)[\d\s()./\u00A0\u202F–-]{5,}\d/gu;
const mail = /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/u;
const web = /(?:https?:\/\/)?(?:www\.)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})(?:\/\S*)?/u;

/** The words before a number, by what they say it is for. A switchboard, a help desk or an emergency is nobody's own. */
const kinds: readonly (readonly [NumberKind, RegExp])[] = [
  ["fax", /^(?:tele)?fax(?:nr|nummer)?$|^telec(?:opie(?:ur)?)?$|^fx$|^f$/u],
  [
    "switchboard",
    /^(?:standard|std|accueil|secretariat|switchboard|reception|main|zentrale|empfang|sekretariat|centralino|centralita|centrale|receptie|algemeen|hotline|support|helpdesk|help|service|urgences?|urgence|astreinte|emergency|notdienst|notruf|notfall|urgencias|emergenze|spoed|assistant|assistante|assistenz|assistent|sales|booking|reservations?|kundenservice|info|infoline|general|board)$/u,
  ],
  [
    "mobile",
    /^(?:mob|mobile?|mobil|mobiltelefon|mobiel|mobilfunk|portable|port|mov|cell?|cellulare|cellphone|celular|movil|gsm|handy|natel|m|c)$/u,
  ],
  ["home", /^(?:prive|privat|home|domicile|dom|casa|thuis|perso|personnel|personal)$/u],
  [
    "work",
    /^(?:direct|ld|kant|kantoor|directe|ligne|direkt|durchwahl|dw|directo|diretto|doorkies|office|bureau|buro|buero|work|dienstlich|ufficio|oficina|d|b|o|w|desk|dd|ddi|lp|fixe|fisso|fijo|vast|festnetz|landline)$/u,
  ],
  [
    "other",
    /^(?:t|tel|tele|telefon|telephone|telefono|telefoon|fon|fono|phone|ph|p|call|n|no|nr|numero|number|nummer|whatsapp|wa|e|email|mail|courriel|site|web|internet|w)$/u,
  ],
];

/** Digits in such a line are no telephone numbers. */
const otherDigits =
  /\b(?:siret|siren|tva|vat|iban|bic|rcs|hr[ab]|ust|steuer|kvk|btw|p\.?\s?iva|c\.?f|cif|nif|naf|ape|capital|orders?|commandes?|facture|invoice|rechnung|bestellung|ref|dossier|ticket|kunden|client|account|konto|factura|fattura|factuur|isbn|amtsgericht|handelsregister|partita|registro|meeting|conference|besprechung|access|pin|code|passcode|kenncode|zugangscode)\b/u;

const parting = /[|·•●▪◦∙⋅/;,–—]|\s-\s|(?<=\s)-|\s:\s/u;

/** Is it more than a few small words: does somebody talk there? */
export const smallWords = (text: string): number =>
  text.split(/[\s,;.]+/u).filter((word) => /^\p{Ll}{2,}$/u.test(word)).length;

/** What is in a line. */
export function readLine(line: string): ReadLine {
  const { 0: email = "" } = mail.exec(line) ?? [];
  const less = line.replace(email, " ");
  const hasNone = otherDigits.test(nameWords(line).join(" ")) || line.length > longestLine;
  const found = hasNone ? [] : [...less.matchAll(number)].filter(({ 0: text }) => isLongEnough(text));
  let [behind, rest, kind, isLabelled]: [number, string, NumberKind, boolean] = [0, "", "other", false];
  const numbers = found.map(({ 0: text, index }): NumberInLine => {
    const label = labelIn(less.slice(behind, index));
    rest += ` ${label.rest} |`;
    if (label.kind !== null) [kind, isLabelled] = [label.kind, true];
    else if (label.rest !== "") kind = "other";
    behind = index + text.length;
    return { text: text.trim(), kind };
  });
  // `01 99 00 12 34 (mobile)`
  const last = numbers.at(-1);
  const after = labelIn(less.slice(behind).replace(web, " "));
  const trailing = last !== undefined && after.kind !== null && after.rest === "" && /\(/u.test(less.slice(behind));
  return {
    line,
    numbers: trailing ? numbers.with(numbers.length - 1, { ...last, kind: after.kind ?? last.kind }) : numbers,
    isLabelled: isLabelled || trailing,
    email,
    domain: (numbers.length === 0 || less.includes("www.") ? web.exec(less)?.[1] : "")?.replace(/^www\./u, "") ?? "",
    rest: tidied(
      numbers.length === 0
        ? labelIn(less.replace(web, " ")).rest
        : rest + (trailing ? "" : less.slice(behind).replace(web, " ")),
    ),
  };
}

function isLongEnough(text: string): boolean {
  const digits = text.replace(/\(0\)/u, "").replace(/\D/gu, "").length;
  // A date, a span of years.
  if (/^\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\s*$|^\s*(?:19|20)\d\d\s*[–-]\s*(?:19|20)\d\d\s*$/u.test(text)) return false;
  return digits >= 7 && digits <= 15;
}

/**
 * What stands before a number, and what of it is no word for one. Only what no mark parts from the number speaks of it; the strongest word decides: a
 * direct fax is a fax.
 */
function labelIn(text: string): { kind: NumberKind | null; rest: string } {
  const pieces = text.split(/(?<=[|·•,;/–—])|(?<=\s)(?=-\s)/u);
  const at = pieces.findLastIndex((piece) => nameWords(piece).length > 0);
  const before = pieces.slice(0, Math.max(0, at)).join("");
  let kind: NumberKind | null = null;
  const strength = (each: NumberKind | null): number =>
    each === null ? kinds.length : kinds.findIndex(([name]) => name === each);
  const own = (pieces[at] ?? "")
    .split(/(?<=[\s:.()])/u)
    .filter((part) => {
      const [word = "", more] = nameWords(part);
      if (word === "" || more !== undefined) return !/^[:.]+\s*$/u.test(part);
      const says = kinds.find(([, form]) => form.test(word))?.[0] ?? null;
      if (strength(says) < strength(kind)) kind = says;
      return says === null;
    })
    .join("");
  return { kind, rest: tidied(before + own) };
}

/** What a word or two say that a number is for. */
export const kindIn = (words: string): NumberKind => labelIn(words.slice(0, 80)).kind ?? "other";

const tidied = (text: string): string =>
  text
    .replace(/\s+/gu, " ")
    .replace(/^[\s:.|·•,;()[\]/+–—*>-]+|[\s:|·•,;()[\]/+–—*>-]+$/gu, "")
    .trim();

/** The parts of a line that something parts: a name and a job, a firm and a town. */
export function partsOf(line: string): readonly string[] {
  return line
    .split(new RegExp(parting, "gu"))
    .map(tidied)
    .filter((part) => part !== "");
}

/** Does a text say what somebody does? */
export function isJob(text: string): boolean {
  const words = nameWords(text);
  return (
    words.length <= 10 &&
    words.some(
      (word) =>
        jobWords.has(word) ||
        /(?:leiter|leiterin|manager|direktor|direktorin|referent|berater|ingenieur|ingenieurin|assistenz|medewerker|adviseur)$/u.test(
          word,
        ),
    )
  );
}
