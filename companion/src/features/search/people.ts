import type { Person } from "@twp/shared/protocol/index.ts";
import type { Contacts } from "../contacts/contacts.ts";
import type { Journal } from "../journal/journal.ts";
import type { Source } from "./search.ts";

/** The user's contacts, each with its latest call. */
export function contactsSource({ all, contactOf }: Contacts, { parties }: Journal): Source {
  return () => {
    const last = new Map<string, number>();
    for (const { number, lastCallAt } of parties()) {
      const id = contactOf(number)?.id;
      if (id !== undefined && !last.has(id)) last.set(id, lastCallAt);
    }
    return all().map(({ id, name, company, numbers }) => {
      return { contactId: id, name, company, numbers, lastCallAt: last.get(id) ?? null };
    });
  };
}

/** Whoever the journal knows and the contacts do not. */
export function journalSource({ contactOf }: Contacts, { parties }: Journal): Source {
  return () =>
    parties()
      .filter(({ number }) => number !== "" && contactOf(number) === null)
      .map(({ number, name, lastCallAt }): Person => {
        return { contactId: null, name, company: "", numbers: [number], lastCallAt };
      });
}
