import type { Person } from "@twp/shared/protocol/index.ts";
import { soughtDigits } from "@twp/shared/dialling/same-number.ts";

/** Somebody who can be found, prepared for it: the words folded, each number with the digits it is known by. */
export type Findable = Readonly<{
  person: Person;
  name: string;
  company: string;
  forms: readonly (readonly string[])[];
}>;

/** Letters that Unicode takes for letters of their own, and people type otherwise. */
const spelledOut: Readonly<Record<string, string>> = { ß: "ss", œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d" };

/** A text without case and accents: `Müller`, `MULLER` and `muller` are one. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßœæøłđ]/gu, (letter) => spelledOut[letter] ?? letter)
    .trim();
}

/** How many are shown at most. */
const most = 20;

/** Who fits the text, the best first; of those that fit alike, contacts before others, and whom one spoke with last before the rest. */
export function bestOf(text: string, all: readonly Findable[]): readonly Person[] {
  const [words, digits] = [folded(text).split(/\s+/u).filter(Boolean), soughtDigits(text)];
  if (words.length === 0) return [];
  return all
    .flatMap((each) => {
      const fit = digits === "" ? fitOfWords(words, each) : fitOfDigits(digits, each);
      return fit === null ? [] : [fit];
    })
    .toSorted((a, b) => pagesLast(a, b) || a.rank - b.rank || order(a.person, b.person))
    .slice(0, most)
    .map(({ person }) => person);
}

/** No page comes before anybody whom the user or the telephone system knows, however many names it gives. */
const pagesLast = ({ person: a }: Fit, { person: b }: Fit): number => Number(isOfPage(a)) - Number(isOfPage(b));
const isOfPage = ({ learned }: Person): boolean => learned !== undefined && learned !== null;

type Fit = Readonly<{ rank: number; person: Person }>;

function order(a: Person, b: Person): number {
  const contactsFirst = Number(a.contactId === null) - Number(b.contactId === null);
  return contactsFirst || (b.lastCallAt ?? 0) - (a.lastCallAt ?? 0) || a.name.localeCompare(b.name);
}

/** Every word must be found: at the beginning of the name, of one of its words, of one of the company's, or anywhere. The worst decides. */
function fitOfWords(words: readonly string[], { person, name, company }: Findable): Fit | null {
  const ranks = words.map((word): number => {
    if (name.startsWith(word)) return 0;
    if (` ${name}`.includes(` ${word}`) || name.includes(`-${word}`)) return 1;
    if (` ${company}`.includes(` ${word}`)) return 2;
    return name.includes(word) || company.includes(word) ? 3 : 4;
  });
  const rank = Math.max(...ranks);
  return rank === 4 ? null : { rank, person };
}

/** A whole number, one that begins so, one that holds the digits; that number comes first. */
function fitOfDigits(digits: string, { person, forms }: Findable): Fit | null {
  const ranks = forms.map((each): number => {
    if (each.includes(digits)) return 0;
    if (each.some((form) => form.startsWith(digits))) return 1;
    return each.some((form) => form.includes(digits)) ? 2 : 3;
  });
  const rank = Math.min(...ranks);
  if (rank === 3) return null;
  const at = ranks.indexOf(rank);
  const numbers = [...person.numbers.slice(at, at + 1), ...person.numbers.filter((_, index) => index !== at)];
  return { rank, person: { ...person, numbers } };
}
