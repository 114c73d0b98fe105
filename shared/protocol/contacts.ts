import * as v from "valibot";

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

/** The keys that call a contact, each with Ctrl; the twelfth is for the text that is selected. */
export const contactKeys = ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11"] as const;
export type ContactKey = (typeof contactKeys)[number];

/** Somebody the user knows, with the numbers as the user wrote them. */
export const Contact = v.object({
  id: text(64),
  name: text(120),
  company: text(120),
  numbers: v.pipe(v.array(text(128)), v.maxLength(12)),
  /** The key that calls them together with Ctrl; no two contacts have the same. */
  hotkey: v.nullable(v.picklist(contactKeys)),
});
export type Contact = v.InferOutput<typeof Contact>;

/** What a window mirrors of the contacts: enough to know when to ask again. */
export const ContactsState = v.object({
  size: v.number(),
  /** Grows with every change since the companion's start. */
  changes: v.number(),
});
export type ContactsState = v.InferOutput<typeof ContactsState>;

export const noContacts: ContactsState = { size: 0, changes: 0 };

export const contactsCommands = {
  /** The contacts by name, `limit` of them after the first `skip`. */
  "contacts.page": {
    params: v.strictObject({
      skip: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    }),
    result: v.object({ contacts: v.array(Contact) }),
  },
  /** The contact that has this number, in whatever spelling. */
  "contacts.ofNumber": {
    params: v.strictObject({ number: text(256) }),
    result: v.object({ contact: v.nullable(Contact) }),
  },
  /** Adds a contact (`id` null) or changes one. Fails with `contact-incomplete` without a name or a number, with `number-not-dialable` for one that is none. A `hotkey` that another contact has leaves that one; without it the key stays as it was. */
  "contacts.save": {
    params: v.strictObject({
      ...Contact.entries,
      id: v.nullable(text(64)),
      hotkey: v.optional(Contact.entries.hotkey),
    }),
    result: v.object({ contactId: v.string() }),
  },
  "contacts.remove": { params: v.strictObject({ contactId: text(64) }), result: v.null() },
} as const;

/** A contact was added, changed or removed. */
export const ContactsEvent = v.object({ type: v.literal("contacts.changed"), contacts: ContactsState });
export type ContactsEvent = v.InferOutput<typeof ContactsEvent>;

/** Folds one event into what is mirrored of the contacts. */
export function applyContactsEvent(_contacts: ContactsState, event: ContactsEvent): ContactsState {
  return event.contacts;
}
