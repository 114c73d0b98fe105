import { longestName } from "@twp/shared/protocol/page-names.ts";
import { plainWords } from "@twp/shared/names/plain-words.ts";
import { nameWords } from "@twp/shared/names/same-name.ts";
import { isGivenName } from "./given-names.ts";
import { notInNames } from "./not-names.ts";

/** What may be written small within a name. */
const particles: ReadonlySet<string> = new Set(
  "de du des d da do dos das di del della dello dei degli la le lo von van vom zu zur zum der den het ten ter te t op 't y e i el al bin ben ibn af av und".split(
    " ",
  ),
);

/** What is written before a name, and what behind it. */
const before =
  /^(?:(?:i\.\s?[av]|ppa|dr|prof|mr|mrs|ms|miss|mx|m|mme|mlle|me|maître|herrn?|frau|hr|fr|dipl|ing|inf|med|jur|mag|sr|sra|srta|dra|dre|capt|d|dña|don|doña|dott\.ssa|dott|avv|sig\.ra|sig|rag|geom|arch|drs|ir|mevr|dhr|dhr|mw|rer|nat|pol|phil|h\.c)(?:\.-?|\s)\s*)+(?=\p{L})/iu;
const behind =
  /(?:,\s*|\s+)(?:ph\.?\s?d\.?|mba|m\.?\s?sc\.?|b\.?\s?sc\.?|m\.?\s?a\.?|b\.?\s?a\.?|ll\.?m\.?|dipl\.-ing\.?|cpa|rn|md|esq\.?|jr\.?|sr\.?|mrics|frics|pmp)$/iu;
const beside =
  /\s*[([](?:she|he|they|her|him|them|elle|lui|iel|sie|er|ella|él|lei|hij|zij|mr|mrs|ms|m|f|w|herr|frau|\/|\s|hers|his|theirs|ihr|ihm)+[)\]]/giu;

/** Where a text says by itself, in data or a class, that it is a name, less is asked of it than of the words of a link. */
export type Trust = "marked" | "words";

/**
 * The name of a person that a text is, as it is shown; empty where it is none. Digits, marks that turn writing, commands and what firms write on
 * buttons are none; of a link's or a line's words none may be one of those.
 */
export function asName(text: string, trust: Trust): string {
  const line = reversed(
    plainWords(text, 2 * longestName)
      .replace(beside, "")
      .trim(),
  );
  const shown = line.replace(behind, "").replace(/[\s,;:|·–—-]+$/u, "");
  const bare = shown.replace(before, "");
  if (shown.length > longestName || !/^[\p{L}\p{M}][\p{L}\p{M}\s.'’·-]*$/u.test(bare)) return "";
  const words = bare.split(/\s+/u);
  if (words.length > 6 || bare.length < 3 || !words.every(isNameWord)) return "";
  const own = words.filter((word) => !isParticle(word));
  const telling = own.flatMap(nameWords);
  const foreign = telling.filter((word) => notInNames.has(word));
  if (trust === "marked") return foreign.length < telling.length ? shown : "";
  const whole = own.filter((word) => nameWords(word).join("").length > 1).length;
  return foreign.length === 0 && own.length >= 2 && own.length <= 4 && whole >= 1 ? shown : "";
}

/** Does one of its words say that this is somebody, and no town or button? */
export function hasGivenName(name: string): boolean {
  // Of a name of two parts the first is as good ("Jean-Luc").
  return nameWords(name.replace(before, "")).some(isGivenName);
}

/** `DUPONT, Marie` is written as it is said. */
function reversed(text: string): string {
  const [, last, first] = /^([^,]{2,30}),\s*([^,]{2,30})$/u.exec(text) ?? [];
  if (last === undefined || first === undefined || behind.test(`x, ${first}`)) return text;
  return isGivenName(nameWords(first)[0] ?? "") ? `${first} ${last}` : text;
}

const isParticle = (word: string): boolean =>
  particles.has(word.toLowerCase().replaceAll("’", "'").replace(/\.$/u, ""));

/** Names have a capital where the writing has any; an initial has a dot. */
function isNameWord(word: string): boolean {
  if (isParticle(word)) return true;
  const [first = ""] = word.replace(/^(?:d|l|o|dell|dall|’t|'t)['’]/iu, "");
  return first.toLowerCase() === first.toUpperCase() ? /\p{L}/u.test(first) : first === first.toUpperCase();
}

/** The name of a firm, a town hall, a shop that a text is; empty where it says nothing but what one can do there. */
export function asFirm(text: string): string {
  const shown = plainWords(text, longestName).replace(/^[\s,;:|·–—-]+|[\s,;:|·–—-]+$/gu, "");
  if (shown.length < 2 || !/\p{L}/u.test(shown) || /[@<>{}[\]=\\]|https?:|www\.|\d{5}/iu.test(shown)) return "";
  if (!/\p{L}{2}|[\p{L}\p{N}]+\s?[&+]\s?[\p{L}\p{N}]+/u.test(shown) || /[.!?]\s+\p{Lu}.*[.!?]$/u.test(shown)) return "";
  return nameWords(shown).every((word) => notInNames.has(word) || particles.has(word)) ? "" : shown;
}
