import type { LearnedPerson, NumberKind } from "@twp/shared/protocol/page-names.ts";
import type { Draft } from "../contacts/contact-form.tsx";

/** Somebody who is about to be written down, and what each of the numbers is for. */
export type LearnedDraft = Readonly<{ draft: Draft; kinds: readonly NumberKind[] }>;

/** As many as one contact may have. */
const most = 12;

/** What is known of somebody, filled up with what a page says of them. `keyOf` gives what the spellings of a number have in common. */
export function draftOf(
  known: Omit<Draft, "id">,
  person: LearnedPerson | null,
  keyOf: (number: string) => string,
): LearnedDraft {
  const learned = (person?.numbers ?? []).filter(({ kind }) => kind !== "fax");
  const keys = new Set(known.numbers.map(keyOf));
  const further = learned.filter(({ number }) => !keys.has(keyOf(number)));
  const kindOf = (number: string): NumberKind =>
    learned.find((each) => keyOf(each.number) === keyOf(number))?.kind ?? "other";
  const numbers = [...known.numbers, ...further.map(({ number }) => number)].slice(0, most);
  const [name, company] = [known.name || (person?.name ?? ""), known.company || (person?.company ?? "")];
  return { draft: { id: null, name, company, numbers }, kinds: numbers.map(kindOf) };
}
