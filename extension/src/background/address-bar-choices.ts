import type { Person } from "@twp/shared/protocol/search.ts";
import type { Suggestion } from "../browser/omnibox.ts";

/** As many as browsers show. */
const most = 5;

/** Each number of each person found is a line of its own: what is entered is what is called. */
export function suggestionsOf(people: readonly Person[]): readonly Suggestion[] {
  return people
    .flatMap(({ name, numbers }) =>
      numbers.map((number) => ({ content: number, text: name === "" ? number : `${name}  ${number}` })),
    )
    .slice(0, most);
}

/** A name that means one person with one number is as good as the number; which of several is meant, nobody guesses. */
export function onlyNumber(people: readonly Person[]): string | null {
  const numbers = people.flatMap((each) => each.numbers);
  return numbers.length === 1 ? (numbers[0] ?? null) : null;
}
