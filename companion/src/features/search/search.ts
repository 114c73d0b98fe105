import type { DialPlan, Person, searchCommands } from "@twp/shared/protocol/index.ts";
import { numberForms } from "@twp/shared/dialling/same-number.ts";
import type { Commands } from "../ports.ts";
import { bestOf, folded, type Findable } from "./rank.ts";

/** Where people are found. What one source gives is not asked of the next: each says whom it alone knows. */
export type Source = () => readonly Person[];

/** What the search needs of the world. */
export type SearchPorts = Readonly<{ sources: readonly Source[]; plan: () => DialPlan }>;

/** Begins with nothing prepared. */
export function createSearch({
  sources,
  plan,
}: SearchPorts): Readonly<{ commands: Commands<keyof typeof searchCommands> }> {
  const prepare = createPreparation(plan);
  return {
    commands: {
      "search.people": ({ text }) => ({
        people: [...bestOf(text, sources.flatMap((source) => source()).map(prepare))],
      }),
    },
  };
}

/** Folding words and reading numbers costs more than looking: each name and number is prepared once under a plan. */
function createPreparation(plan: () => DialPlan): (person: Person) => Findable {
  let under = plan();
  const forms = new Map<string, readonly string[]>();
  const words = new Map<string, string>();
  return (person) => {
    if (under !== plan()) forms.clear();
    under = plan();
    return {
      person,
      name: once(words, person.name || (person.learned?.name ?? ""), folded),
      company: once(words, person.company || (person.learned?.company ?? ""), folded),
      forms: person.numbers.map((number) => once(forms, number, (text) => numberForms(text, under))),
    };
  };
}

function once<T>(known: Map<string, T>, text: string, make: (text: string) => T): T {
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = make(text);
  known.set(text, made);
  return made;
}
