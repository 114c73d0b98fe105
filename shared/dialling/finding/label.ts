import { folded, surnameEnd, wordClass } from "./words.ts";
import type { WordClass } from "./words/word-classes.ts";

/**
 * What the nearest telling word says about digits.
 * - `says`: `number` where a word only says that a number comes
 * - `strength`: 1 directly beside them, less with each word between, never 0
 * - `distance`: how many words and marks part them
 */
export type Label = Readonly<{
  says: "phone" | "fax" | "call" | "internal" | "number" | "id" | "thing" | "matter";
  strength: number;
  distance: number;
}>;

/** Further away a word speaks of something else. */
const farthest = 6;

/** Letters that are looked at for each word of the reach. */
const wordLength = 16;

const tokens = /[\p{L}\p{M}]+|\p{N}+|\n|[^\s\p{L}\p{M}\p{N}]/gu;
/** The same where nothing else is there: several times as fast. */
const asciiTokens = /[A-Za-z]+|[0-9]+|\n|[^\sA-Za-z0-9]/g;
const ascii = /^[\0-\x7F]*$/u;

const signs = "☎☏✆✉📞📟📠📱🕻🕼🕽🕾🕿🖀℡℻";
const telephoneSigns = new RegExp(`[${signs}]`, "u");

/** Without any of these nothing is told. */
const telling = new RegExp(`[\\p{L}#${signs}]`, "u");

/** What each mark between a word and the digits costs, in words; others are free. */
const costs: Readonly<Record<string, number>> = { ",": 1, ";": 1.5, ")": 1, "!": 3, "?": 3, "\n": 1.5, "…": 1.5 };

/** The nearest telling word before a place of a plain text, at most `reach` words away. */
export function labelBefore(plain: string, place: number, reach = farthest): Label | undefined {
  const before = plain.slice(Math.max(0, place - reach * wordLength), place);
  if (!telling.test(before)) return undefined;
  const words = [...before.matchAll(ascii.test(before) ? asciiTokens : tokens)];
  let distance = 0;
  let [numberWord, announced]: (number | undefined)[] = [];
  for (let at = words.length - 1; at >= 0 && distance <= reach; at -= 1) {
    const token = words[at]?.[0] ?? "";
    // What is priced or named before it says nothing of who is reached "at" it.
    if (token === "@") return undefined;
    if (token > "\u2100" && telephoneSigns.test(token))
      return token === "✉" ? undefined : told(token === "📠" || token === "℻" ? "fax" : "phone", distance);
    const says =
      at === words.length - 1
        ? (initial(token, before, false) ?? wordAt(words, at))
        : (initialAt(words, at, before) ?? wordAt(words, at));
    if (says === "number" || token === "#") {
      numberWord ??= distance;
      announced ??= distance;
      if (distance === 0 && isNamed(words, at))
        return told(/^(?:n|nos?|nrs?|num|#)$/iu.test(token) ? "id" : "thing", distance);
      if (distance <= 1.2 && isOfSomething(words, at)) return told("thing", distance);
    }
    // Beyond another number a name speaks of that one.
    if ((says === "thing" || says === "matter" || says === "id") && words.slice(at + 1).some(isNumber))
      return undefined;
    const numbered = numberWord !== undefined && distance - numberWord < 1.5;
    if (says === "id" && isOfAmount(words, at)) return undefined;
    if (says === "thing" || says === "matter") return told(thingSays(words, at, before, numbered, says), distance);
    if (says !== undefined && says !== "filler" && says !== "number") return told(says, distance);
    distance += cost(words, at, before, says);
    if (numberWord !== undefined && isSentenceEnd(words, at, before)) numberWord = undefined;
  }
  return announced !== undefined && announced <= 3 ? { says: "number", strength: 1, distance: announced } : undefined;
}

/** "Number of" and one unknown word, not a name: `n° d'agrément 026…`. */
function isOfSomething(words: readonly RegExpExecArray[], at: number): boolean {
  const behind = words
    .slice(at + 1)
    .map(([token]) => token)
    .filter((token) => !/^[°º.'’:]$/u.test(token));
  const [of = "", thing = "", ...rest] = behind;
  return rest.length === 0 && /^(?:de|du|d|of|di|del|della|van|der|des)$/iu.test(of) && /^\p{Ll}{3,}$/u.test(thing);
}

/** What stands before such a mark does not say what a number behind it is of. */
function isSentenceEnd(words: readonly RegExpExecArray[], at: number, before: string): boolean {
  const mark = words[at];
  if (mark === undefined || !/^[.;!?\n]$/u.test(mark[0])) return false;
  if (mark[0] !== ".") return true;
  return wordOf(words[at - 1]?.[0] ?? "") === undefined && /^\s\p{Lu}/u.test(before.slice(mark.index + 1));
}

const isNumber = ([token]: RegExpExecArray): boolean => /^\p{N}{4}/u.test(token);

/** In these languages what is numbered stands behind the word: `numero di telefono`, and before it anything: `ho cambiato numero`. */
const namedBehind = /^(?:num[ée]ros?|numeri|números?)$/iu;

/** Does a word that is no telephone's stand directly before one for "number", as in "Zertifikat-Nr." or "PRO#"? Some thing has that number. */
function isNamed(words: readonly RegExpExecArray[], at: number): boolean {
  const number = words[at]?.[0] ?? "";
  if (namedBehind.test(number)) return false;
  let place = at - 1;
  while (/^[-.]$/u.test(words[place]?.[0] ?? "")) place -= 1;
  const word = words[place]?.[0] ?? "";
  if (!(place < at - 1 ? /^\p{L}{2}/u : /^\p{L}{3}/u).test(word)) return false;
  const says = wordClass(word);
  // Capitals are an abbreviation (`PRO#`), unless all is shouted.
  return (
    says === undefined ||
    says === "id" ||
    says === "matter" ||
    (says === "filler" && word === word.toUpperCase() && !/^\p{Lu}{4}/u.test(number))
  );
}

/** What is mostly done by telephone: `Tischreservierung 0699…`. */
const byTelephone = /(?:r[ée]serv|buchung|boeking|inscri|iscri|anmeld|aanmeld|citas?|rdv|aanvra|anfrage)/iu;

const plural = /(?:[sx]|en|ai|i)$/iu;

/**
 * A thing that has a number: directly before digits it is theirs (`order 0207…`), unless a telephone is named with it (`service client`);
 * several things, a colon between, or a distance, and it may as well be a department that can be called (`Orders: 0207…`).
 */
function thingSays(
  words: readonly RegExpExecArray[],
  at: number,
  before: string,
  numbered: boolean,
  says: "thing" | "matter",
): Label["says"] {
  const one = saidBefore(words, at);
  const thing = words[at];
  if (one === "id" || one === "number") return "id";
  if (!numbered && (one === "phone" || one === "call")) return "phone";
  if (says === "matter") return numbered ? "id" : "matter";
  const word = thing?.[0] ?? "";
  const rest = before.slice((thing?.index ?? 0) + word.length);
  return numbered || (/^ ?$/u.test(rest) && !plural.test(word) && !byTelephone.test(word)) ? "id" : "thing";
}

/** What the word before a thing says, articles and prepositions passed over: `atención al cliente`, `numéro de suivi`. */
function saidBefore(words: readonly RegExpExecArray[], at: number): WordClass | undefined {
  let place = at - 1;
  for (let passed = 0; passed < 3; passed += 1, place -= 1) {
    const token = words[place]?.[0] ?? "";
    if (!/^[.°º'’]$/u.test(token) && !(/^\p{Ll}{1,3}$/u.test(token) && wordOf(token) === "filler")) break;
  }
  return wordOf(words[place]?.[0] ?? "");
}

function told(says: Label["says"], distance: number): Label | undefined {
  if (distance > (says === "id" || says === "thing" || says === "matter" ? 4 : farthest)) return undefined;
  return { says, strength: distance <= 1 ? 1 : 1 - distance / (farthest + 2), distance };
}

/** In small letters these are everyday words: `llámame sin compromiso`, `tu peux m'avoir au …`. */
const everyday = new Set("sin ein fin tan los ape avoir pass part sort case".split(" "));

/** Abbreviations and terms that are everyday words or names too, unless digits or a mark follow them directly: `Big Al`, `police municipale`. */
const alsoNames = new Set(
  "big art bon bonne case cab draw item jolly joker lange lit lot mac meter model part pass police polis rea sum total typ version vin visa winning zug".split(
    " ",
  ),
);

const titles =
  /^(?:mr|mrs|ms|miss|dr|dre|me|herrn?|hr|frau|fr|mme|mlle|m|sig|sigra|sra?|don|doña|dhr|mw|mevr|mevrouw|meneer|fam|familie)$/iu;

/** What a word says in its place: nothing where it is a name, behind a title or an initial (`Frau Lange`, `J. Costello`), or begins one. */
function wordAt(words: readonly RegExpExecArray[], at: number): WordClass | undefined {
  const token = words[at]?.[0] ?? "";
  const says = wordOf(token);
  if (says === "id" && /^caller$/iu.test(words[at - 1]?.[0] ?? "")) return "phone";
  if ((says !== "id" && says !== "thing" && says !== "matter") || token === token.toUpperCase()) return says;
  if (/^\p{Lu}\p{Ll}{2}/u.test(token) && isTitled(words, at)) return undefined;
  if ((surnames.has(token) || (/^\p{Lu}\p{Ll}+$/u.test(token) && surnameEnd.test(token))) && hasNameBefore(words, at))
    return undefined;
  const next = words[at + 1]?.[0] ?? "";
  return alsoNames.has(folded(token)) && /^\p{L}/u.test(next) && !/^(?:id|number)$/u.test(wordOf(next) ?? "")
    ? undefined
    : says;
}

/** Terms that are written so only where they are somebody's name, whatever follows: `da Nino – 081…`, `Wei Tan: 030…`. */
const surnames = new Set(
  "Nino Tan Rea Dea Lotti Cage Ron Pod Cap Cup Cab Nas Tin Ein Sin Ape Mac Pass Serie Lange Case Lot Part Vin Art Fin Tomo Albo Price Fee Meter Marche Lit Blanc Bon Bonne Punti Voti Lid Big Conti Sort Draw Weight Cost Price Punkte Preis Lotte Kennedy".split(
    " ",
  ),
);

function hasNameBefore(words: readonly RegExpExecArray[], at: number): boolean {
  const before = words[at - 1]?.[0] ?? "";
  return (
    /^(?:da|di|de|du|chez|bei|beim|von|van|el|il|le|la|und|and|et|y|e|&)$/u.test(before) ||
    (/^\p{Lu}\p{Ll}+$/u.test(before) && wordOf(before) === undefined)
  );
}

function isTitled(words: readonly RegExpExecArray[], at: number): boolean {
  const point = words[at - 1]?.[0] === ".";
  const before = words[at - (point ? 2 : 1)]?.[0] ?? "";
  return titles.test(before) || (point && /^\p{Lu}$/u.test(before));
}

/** With tax or without, or a currency, behind a figure: `39 € TTC — 06…`. That is the amount's. */
function isOfAmount(words: readonly RegExpExecArray[], at: number): boolean {
  const before = words[at - 1]?.[0] ?? "";
  return (
    /^(?:ttc|ht|htva|tvac|tva|euros?|eur|chf|usd|cad|gbp|netto|brutto|vat|mwst|iva|btw|hst|gst|tax)$/iu.test(
      words[at]?.[0] ?? "",
    ) &&
    at < words.length - 1 &&
    /^(?:[€$£%]|\p{N}+)$/u.test(before)
  );
}

/** Of two letters, only capitals are an identity's abbreviation: `IK 26…` but "ik", `AZ` but "az". */
function wordOf(token: string): WordClass | undefined {
  const says = /^\p{L}/u.test(token) && !everyday.has(token) ? wordClass(token) : undefined;
  return says === "id" && /^(?!id)\p{L}{1,2}$/iu.test(token) && token !== token.toUpperCase() ? undefined : says;
}

/** How far a token moves the words before it away. */
function cost(words: readonly RegExpExecArray[], at: number, before: string, says: WordClass | undefined): number {
  const token = words[at]?.[0] ?? "";
  if (/^\p{N}/u.test(token)) return token.length > 2 ? 2 : 1;
  if (token === "." && endsSentence(words, at, before)) return 3;
  if (!/^\p{L}/u.test(token)) return costs[token] ?? 0;
  if (says === "filler") return 0.2;
  return says === "number" ? 0 : 1;
}

function endsSentence(words: readonly RegExpExecArray[], at: number, before: string): boolean {
  const point = words[at];
  const word = words[at - 1]?.[0] ?? "";
  if (point === undefined || !/^\s/u.test(before.slice(point.index + 1))) return false;
  const says = wordOf(word);
  if (says === "thing" || says === "matter" || says === "id")
    return word.length > longestAbbreviation && !/n[ro]s?$/iu.test(word);
  return word.length > 3 && (says === undefined || says === "filler");
}

/** Behind a longer word a point ends its sentence: `Sin agencias. 600…`, but `Kundennr. 0664…`. */
const longestAbbreviation = 7;

/** `T: 01…`, `M. 06…`, `F 01…`: one capital that a mark or nothing parts from the digits. */
function initialAt(words: readonly RegExpExecArray[], at: number, before: string): Label["says"] | undefined {
  if (at !== words.length - 2) return undefined;
  const mark = words.at(-1)?.[0] ?? "";
  return /[:.)]/u.test(mark) ? initial(words[at]?.[0] ?? "", before, mark === ":") : undefined;
}

function initial(token: string, before: string, small: boolean): Label["says"] | undefined {
  if (!/^[TMPFDHCOW]$/u.test(token) && !(small && /^[tmpfdhcow]$/u.test(token))) return undefined;
  if (!/(?:^|[\s|/,;(•·])[A-Za-z][:.)]?\s*\(?\+?\s*\(?$/u.test(before)) return undefined;
  return token.toUpperCase() === "F" ? "fax" : "phone";
}

const verbs = /^ (?:anrufen|zur[uü]e?ckrufen|anwählen|wählen|rufen|bellen|terugbellen|chiamare|marcar)(?!\p{L})/iu;

/** What is said directly behind a number, in brackets: `01 99 00 12 34 (fax)`; or the verb at the end: `auf 030 23125010 anrufen`. */
export function labelAfter(plain: string, place: number): Label | undefined {
  if (verbs.test(plain.slice(place, place + 20))) return { says: "call", strength: 0.5, distance: 0 };
  const said = /^\s{0,2}[([]\s?(\p{L}{2,24})/u.exec(plain.slice(place, place + 32));
  const says = said?.[1] && wordClass(said[1]);
  return says === "phone" || says === "fax" || says === "call" ? { says, strength: 0.5, distance: 0 } : undefined;
}
