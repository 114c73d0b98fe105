import type { Person } from "@twp/shared/protocol/index.ts";
import type { Contacts } from "../contacts/contacts.ts";
import type { Journal } from "../journal/journal.ts";
import type { PageNames } from "../page-names/page-names.ts";
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

/** Whoever the journal knows and the contacts do not; who has no name there, by what pages say. */
export function journalSource({ contactOf }: Contacts, { parties }: Journal, { nameOf }: PageNames): Source {
  return () =>
    parties()
      .filter(({ number }) => number !== "" && contactOf(number) === null)
      .map(({ number, name, lastCallAt }): Person => {
        const learned = /\p{L}/u.test(name) ? null : nameOf(number);
        return { contactId: null, name, company: "", learned, numbers: [number], lastCallAt };
      });
}

/** Whom pages alone know. */
export function pageNamesSource({ contactOf }: Contacts, { isParty }: Journal, { recent }: PageNames): Source {
  return () =>
    recent()
      .filter(({ number }) => contactOf(number) === null && !isParty(number))
      .map(({ number, learned }): Person => {
        return { contactId: null, name: "", company: "", learned, numbers: [number], lastCallAt: null };
      });
}
