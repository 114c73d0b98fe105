import * as v from "valibot";
import { Contact } from "./contacts.ts";
import { LearnedName } from "./page-names.ts";

/** Somebody who was found: a contact of the user's, or a party of past calls. */
export const Person = v.object({
  /** Null for one whom only the journal knows. */
  contactId: v.nullable(v.string()),
  name: v.string(),
  company: v.string(),
  /** Whose number that is according to pages, where `name` is empty. */
  learned: v.optional(v.nullable(LearnedName)),
  /** The one that was looked for comes first; there is at least one. */
  numbers: Contact.entries.numbers,
  /** When one of the numbers was last called or called us, in milliseconds since the epoch. */
  lastCallAt: v.nullable(v.number()),
});
export type Person = v.InferOutput<typeof Person>;

export const searchCommands = {
  /** Who fits the text best, by words of the name and company or digits of a number. An empty text finds nobody. */
  "search.people": {
    params: v.strictObject({ text: v.pipe(v.string(), v.maxLength(256)) }),
    result: v.object({ people: v.array(Person) }),
  },
} as const;
