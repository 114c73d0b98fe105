import { hasFirmForm, isSamePerson, nameWords } from "@twp/shared/names/same-name.ts";
import { plainWords } from "@twp/shared/names/plain-words.ts";
import { longestName } from "@twp/shared/protocol/page-names.ts";
import { asFirm, asName, hasGivenName } from "./person-name.ts";
import {
  isJob,
  longestLine,
  partsOf,
  readLine,
  smallWords,
  type NumberInLine,
  type ReadLine,
} from "./signature-lines.ts";

/** Whom a block of lines says one can reach, and how; `name` or `company` may be empty. */
export type Signature = Readonly<{
  name: string;
  company: string;
  title: string;
  email: string;
  numbers: readonly NumberInLine[];
}>;

/** As many lines has the longest of them. */
const mostLines = 16;
/** What is before that, and further in a line, is not looked at. */
const [mostRead, mostLetters] = [80, 200];

/** `-- ` (RFC 3676 section 4.3), and what people draw in its place. */
const delimiter = /^(?:--|—|––|_{2,}|-{3,}|\*{3,}|={3,}|\.{4,})\s*$/u;

/** A wish at the end of a mail, after which the name comes. */
const closing =
  /^(?:(?:bien |très |tres )?(?:cordialement|sincèrement|amicalement|respectueusement)|(?:cordiales|sincères|meilleures|bonnes) salutations|bien à (?:vous|toi)|à (?:bientôt|votre disposition)|bonne (?:journée|réception|fin de journée)|(?:kind|best|warm|many)(?:est)? (?:regards|wishes|thanks)|regards|best|cheers|sincerely|yours (?:sincerely|faithfully|truly)|(?:many )?thanks(?: and regards)?|thank you|mit (?:freundlichen|besten|herzlichen|lieben) (?:grüßen|grüssen)|(?:freundliche|viele|liebe|beste|herzliche|schöne) (?:grüße|grüsse|gruesse)|mfg|vg|lg|gruß|un (?:cordial )?saludo|(?:un )?saludos?(?: cordiales)?|atentamente|(?:cordiali|distinti) saluti|un (?:cordiale )?saluto|met (?:vriendelijke|hartelijke) groet(?:en)?|(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|hoogachtend)[\s,.!]*$/iu;

/** The heads of a mail that is answered or sent on: people are named there, and none of them signs. */
const head =
  /^(?:from|to|cc|bcc|sent|date|subject|reply-to|de|à|pour|envoyé|objet|von|an|gesendet|betreff|para|enviado|asunto|da|a|inviato|oggetto|van|aan|verzonden|onderwerp)\s?:(?:\s|$)/iu;

/** Invitations to a conference, bills and lists of opening hours have numbers, names and short lines, too. */
const otherBlock =
  /\b(?:conference id|meeting id|id de réunion|besprechungs-?id|konferenz-?id|access code|passcode|dial-?in|join by phone|einwahl|kenncode|réunion teams|numéros? d[’']accès|bank account|iban|total|amount due|montant|summe|gesamtbetrag|opening hours|horaires|öffnungszeiten|orari|openingstijden)\b/iu;

/** The signature within some lines of a text: the last one, where there are several. Null where it is not sure whose the numbers are. */
export function signatureIn(lines: readonly string[]): Signature | null {
  const written = lines.slice(-mostRead).map((line) =>
    line
      .slice(0, mostLetters)
      .replace(/^(?:\s*>)+/u, "")
      .replace(/\s+/gu, " ")
      .trim(),
  );
  const { block, isMarked } = blockOf(written);
  if (block.length === 0 || block.some((line) => head.test(line) || otherBlock.test(line))) return null;
  const read = block.map(readLine);
  const numbers = read.flatMap((each) => each.numbers);
  const emails = new Set(read.map(({ email }) => email.toLowerCase()).filter((email) => email !== ""));
  if (numbers.length === 0 || emails.size > 2) return null;
  const named = nameOf(read, isMarked);
  if (named === null) return null;
  const { name, at } = named;
  const email = emailFor(name, [...emails]);
  if (email === null) return null;
  const others = read.filter((_, index) => index !== at);
  const company = firmOf(read, at);
  const title = others.map(({ line }) => titleIn(line, company)).find((found) => found !== "") ?? "";
  const said =
    numbers.length > 0 &&
    (read.some(({ isLabelled }) => isLabelled) || (name !== "" && (email !== "" || title !== "")));
  if (!said || (name === "" && company === "")) return null;
  return { name, company, title: titleOfName(read[at], name) || title, email, numbers };
}

/** Behind the last mark that one begins, else behind a wish, else the short lines around the last number. */
function blockOf(lines: readonly string[]): { block: readonly string[]; isMarked: boolean } {
  const last = lines.findLastIndex((line) => readLine(line).numbers.length > 0);
  if (last < 0) return { block: [], isMarked: false };
  const mark = lines.findLastIndex((line, at) => at < last && (delimiter.test(line) || closing.test(line)));
  if (isSentence(lines[last] ?? "")) return { block: [], isMarked: false };
  const short = shortLinesAround(lines, last);
  if (mark < 0 || mark < short.from - 1) return { block: filled(lines.slice(short.from, short.to)), isMarked: false };
  // A second line of the kind may only part the signature from a wish before it.
  return { block: filled(lines.slice(mark + 1, short.to)), isMarked: true };
}

const filled = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line !== "" && !delimiter.test(line)).slice(0, mostLines);

/** What belongs together: no sentence, and no two empty lines, are between. */
function shortLinesAround(lines: readonly string[], at: number): { from: number; to: number } {
  const ends = (index: number): boolean => {
    const line = lines[index];
    return line === undefined || isSentence(line) || closing.test(line) || (line === "" && lines[index + 1] === "");
  };
  let [from, to] = [at, at + 1];
  while (!ends(from - 1) && at - from < mostLines) from -= 1;
  while (!ends(to) && to - at < mostLines) to += 1;
  return { from, to };
}

/** Does somebody talk there? Titles and addresses have no dot at their end, and few small words. */
function isSentence(line: string): boolean {
  if (line.length > longestLine) return true;
  const { numbers, rest } = readLine(line);
  // Beside a number stand its words and a name, and no others.
  if (numbers.length > 0) return smallWords(rest) >= 3;
  const small = smallWords(line);
  return (/\p{L}{3}[.!?]$/u.test(line) && small >= 3) || small >= 7 || line.endsWith("?");
}

type Named = Readonly<{ name: string; at: number }>;

/** Whose signature it is; nobody's name where only a firm signs, and null where more than one person could. */
function nameOf(read: readonly ReadLine[], isMarked: boolean): Named | null {
  const first = read.findIndex(({ numbers }) => numbers.length > 0);
  const candidates = read.flatMap(({ rest, line, numbers }, at): (Named & { weight: number })[] => {
    const words = numbers.length > 0 ? rest : line;
    const [part = "", ...more] = partsOf(words);
    const name = asName(words, "words") || asName(part, "words");
    if (name === "" || hasFirmForm(name) || hasFirmForm(`${name} ${more[0] ?? ""}`)) return [];
    const says = more.some(isJob) || isJob(read[at + 1]?.line ?? "");
    const weight =
      Number(hasGivenName(name)) * 2 +
      Number(isMarked && at === 0) * 2 +
      // A job below alone makes no name of what may be a house.
      Number(says) +
      Number(isMailOf(name, read)) * 3;
    return weight >= 2 ? [{ name, at, weight }] : [];
  });
  const people = candidates.filter(({ name }, at) =>
    candidates.slice(0, at).every((other) => !isSamePerson(other.name, name)),
  );
  if (people.length === 0) return { name: "", at: -1 };
  const [best, second] = people.toSorted((one, other) => other.weight - one.weight);
  if (best === undefined || best.at > first) return null;
  // A street or a town may look like a name; only the mail address, or the place at the top, tells which is one.
  if (second !== undefined && (second.weight >= best.weight || hasGivenName(second.name))) return null;
  return best;
}

/** Does the mail address beside the name say the same name? */
function isMailOf(name: string, read: readonly ReadLine[]): boolean {
  return read.some(({ email }) => email !== "" && fitsMail(name, email));
}

/** `marie.dupont`, `m.dupont`, `dupont`, `mdupont`, `marie`. */
function fitsMail(name: string, email: string): boolean {
  const local = nameWords(email.split("@")[0] ?? "");
  const words = nameWords(name).filter((word) => word.length > 1);
  const all = local.join("");
  return words.some(
    (word) =>
      word.length > 2 &&
      (all === word ||
        (all.endsWith(word) && all.length - word.length <= 2) ||
        local.includes(word) ||
        all.startsWith(word)),
  );
}

/** The address that is theirs, or the firm's; null where it is somebody else's. */
function emailFor(name: string, emails: readonly string[]): string | null {
  if (name === "") return emails[0] ?? "";
  const own = emails.find((email) => fitsMail(name, email));
  if (own !== undefined) return own;
  const isOthers = emails.some(
    (email) =>
      /^[a-z]{2,}[._-][a-z]{2,}@/u.test(email) &&
      !/^(?:no-?reply|service|info|contact|vente|sales|customer|support|office)/u.test(email),
  );
  return isOthers ? null : (emails[0] ?? "");
}

const joiner = /\s(?:chez|at|bei|@|presso|bij)\s/iu;

/** The firm: by what it calls itself, or by the address of its mail and its site. */
function firmOf(read: readonly ReadLine[], at: number): string {
  const hosts = read.flatMap(({ email, domain }) => [email.split("@")[1] ?? "", domain]).filter((host) => host !== "");
  const main = new Set(
    hosts.map((host) => nameWords(host.split(".").at(-2) ?? "").join("")).filter((word) => word.length >= 2),
  );
  const parts = read.flatMap(({ line, rest, numbers }, index): string[] => {
    const words = numbers.length > 0 ? rest : line;
    const [, behind = ""] = words.split(joiner);
    const pieces = [...(index === at ? [] : [words]), ...partsOf(words).slice(index === at ? 1 : 0), behind];
    return pieces
      .map((piece) => asFirm(piece.replace(/^\p{L}+\s?:\s+/u, "")))
      .filter((firm) => firm !== "" && !isJob(firm) && !/\d{3}/u.test(firm));
  });
  const formed = parts.filter((part) => hasFirmForm(part) && nameWords(part).length <= 6);
  const same = parts.find((part) => [...main].some((host) => isNameOfHost(part, host)));
  const behindAt = read.map(({ line }) => firmBehind(line)).find((firm) => firm !== "");
  return formed.toSorted((one, other) => one.length - other.length)[0] ?? same ?? behindAt ?? "";
}

/** `Leiter Technik bei Muster`: behind a job, and written as a name. */
function firmBehind(line: string): string {
  const [job = "", firm = ""] = line.split(joiner);
  return isJob(job) && /^\p{Lu}[^\d,]*$/u.test(firm) && firm.split(" ").length <= 4 ? asFirm(firm) : "";
}

/** `Northwind`, `Northwind Traders` of northwind.example; and not every word that begins so. */
function isNameOfHost(part: string, host: string): boolean {
  const words = nameWords(part).filter((word) => word.length > 1 && word !== "the");
  const [first = "", all] = [words[0], words.join("")];
  return words.length <= 6 && (all === host || (host.length >= 4 && all.startsWith(host) && host.startsWith(first)));
}

/** What somebody does, where a line says it. */
function titleIn(line: string, company: string): string {
  if (/\d{3}|@/u.test(line) || !isJob(line)) return "";
  const own = partsOf(line.split(joiner)[0] ?? "").filter((part) => part !== company && !hasFirmForm(part));
  return plainWords(own.length > 1 && own.every(isJob) ? own.join(", ") : (own.find(isJob) ?? ""), longestName);
}

/** What the line of the name says behind it. */
function titleOfName(read: ReadLine | undefined, name: string): string {
  if (read === undefined || read.numbers.length > 0) return "";
  const behind = partsOf(read.line).filter((part) => part !== name);
  return plainWords(behind.find(isJob) ?? "", longestName);
}
