import type { Person } from "@twp/shared/protocol/search.ts";
import { learnedWords } from "../features/page-names/learned-words.ts";
import type { Suggestion } from "../browser/omnibox.ts";

/** As many as browsers show. */
const most = 5;

/** Each number of each person found is a line of its own: what is entered is what is called. */
export function suggestionsOf(people: readonly Person[]): readonly Suggestion[] {
  return people
    .flatMap(({ name, learned, numbers }) => {
      const words = name === "" && learned ? learnedWords(learned) : name;
      return numbers.map((number) => ({ content: number, text: words === "" ? number : `${words}  ${number}` }));
    })
    .slice(0, most);
}

/** A name that means one person with one number is as good as the number; which of several is meant, nobody guesses, and no name of a page is dialled unseen. */
export function onlyNumber(people: readonly Person[]): string | null {
  const numbers = people.flatMap((each) => each.numbers);
  return numbers.length === 1 && !people[0]?.learned ? (numbers[0] ?? null) : null;
}
