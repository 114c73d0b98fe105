import {
  Failure,
  type Contact,
  type ContactKey,
  type DialPlan,
  type contactsCommands,
} from "@twp/shared/protocol/index.ts";
import { planDial } from "@twp/shared/dialling/plan.ts";
import { numberKey } from "@twp/shared/dialling/same-number.ts";
import type { Publish } from "../mirror.ts";
import type { Commands, Document } from "../ports.ts";

/** The contacts as they lie on the disk. */
export type StoredContacts = { contacts: Contact[] };

/** What the contacts need of the world. */
export type ContactsPorts = Readonly<{
  document: Document<StoredContacts>;
  plan: () => DialPlan;
  publish: Publish;
  newId: () => string;
}>;

/** The people the user knows. */
export type Contacts = Readonly<{
  commands: Commands<keyof typeof contactsCommands>;
  all: () => readonly Contact[];
  /** Whose number that is, in whatever spelling. */
  contactOf: (number: string) => Contact | null;
}>;

const byName = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/** Begins with the stored contacts and tells the windows. */
export function createContacts({ document, plan, publish, newId }: ContactsPorts): Contacts {
  let changes = 0;
  const all = (): readonly Contact[] => document.value().contacts;
  const byKey = createIndex(all, plan);
  const contactOf = (number: string): Contact | null => byKey().get(numberKey(number, plan())) ?? null;
  const tell = (): void =>
    publish({ type: "contacts.changed", contacts: { size: all().length, changes: (changes += 1) } });
  const change = async (to: (contacts: readonly Contact[]) => Contact[]): Promise<void> => {
    await document.change(({ contacts }) => ({ contacts: to(contacts) }));
    tell();
  };
  tell();
  return {
    all,
    contactOf,
    commands: {
      "contacts.page": ({ skip, limit }) => ({ contacts: all().slice(skip, skip + limit) }),
      "contacts.ofNumber": ({ number }) => ({ contact: contactOf(number) }),
      async "contacts.save"({ id, hotkey, ...fields }) {
        const before = id === null ? null : known(all(), id);
        const contact = { ...tidied(fields, plan()), id: id ?? newId(), hotkey: hotkey ?? null };
        if (hotkey === undefined) contact.hotkey = before?.hotkey ?? null;
        await change((contacts) =>
          sorted([...withoutKey(contacts, contact.hotkey).filter((each) => each.id !== contact.id), contact]),
        );
        return { contactId: contact.id };
      },
      async "contacts.remove"({ contactId }) {
        known(all(), contactId);
        await change((contacts) => contacts.filter(({ id }) => id !== contactId));
        return null;
      },
    },
  };
}

function known(contacts: readonly Contact[], id: string): Contact {
  const found = contacts.find((each) => each.id === id);
  if (found === undefined) throw new Failure("contact-unknown");
  return found;
}

/** The same contacts, none of whom is called by that key any more. */
function withoutKey(contacts: readonly Contact[], key: ContactKey | null): readonly Contact[] {
  return contacts.map((each) => (key !== null && each.hotkey === key ? { ...each, hotkey: null } : each));
}

const sorted = (contacts: readonly Contact[]): Contact[] =>
  contacts.toSorted((a, b) => byName.compare(a.name, b.name) || byName.compare(a.company, b.company));

type Written = Omit<Contact, "id" | "hotkey">;

/** Without what only surrounds the words, and without empty lines. */
function tidied({ name, company, numbers }: Written, plan: DialPlan): Written {
  const tidy = {
    name: name.trim(),
    company: company.trim(),
    numbers: numbers.map((number) => number.trim()).filter((number) => number !== ""),
  };
  if (tidy.name === "" || tidy.numbers.length === 0) throw new Failure("contact-incomplete");
  if (tidy.numbers.some((number) => planDial(number, plan).kind === "refused"))
    throw new Failure("number-not-dialable");
  return tidy;
}

/** Who has which number; made anew only when the contacts or the plan, which reads the numbers, have changed. */
function createIndex(all: () => readonly Contact[], plan: () => DialPlan): () => ReadonlyMap<string, Contact> {
  let made: Readonly<{ of: readonly Contact[]; under: DialPlan; index: ReadonlyMap<string, Contact> }> | null = null;
  return () => {
    const [of, under] = [all(), plan()];
    if (made === null || made.of !== of || made.under !== under) made = { of, under, index: indexOf(of, under) };
    return made.index;
  };
}

function indexOf(contacts: readonly Contact[], plan: DialPlan): ReadonlyMap<string, Contact> {
  const index = new Map<string, Contact>();
  for (const contact of contacts)
    for (const number of contact.numbers) {
      const key = numberKey(number, plan);
      if (!index.has(key)) index.set(key, contact);
    }
  return index;
}
