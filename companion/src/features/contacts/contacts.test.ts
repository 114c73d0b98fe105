import { defaultDialPlan, type Contact, type ContactKey } from "@twp/shared/protocol/index.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { createMirror, type Mirror } from "../mirror.ts";
import { contactsMigrations } from "./stored.ts";
import { createContacts, type Contacts, type StoredContacts } from "./contacts.ts";

let value: StoredContacts;
let mirror: Mirror;
let contacts: Contacts;
let ids = 0;
beforeEach(() => {
  value = { contacts: [] };
  mirror = createMirror((error) => {
    throw error;
  });
  const change = async (to: (value: StoredContacts) => StoredContacts): Promise<void> => void (value = to(value));
  contacts = createContacts({
    document: { value: () => value, write: (next) => change(() => next), change },
    plan: () => defaultDialPlan,
    publish: mirror.publish,
    newId: () => String(++ids),
  });
});

const asker = { session: "s", browser: { id: "b", name: "" } };
const sophie = { id: null, name: " Sophie Perrin ", company: "Perrin & Fils", numbers: ["01 99 00 12 34", " "] };
const save = (contact: Omit<Contact, "id" | "hotkey"> & { id: string | null; hotkey?: ContactKey | null }) =>
  contacts.commands["contacts.save"](contact, asker);

describe("the contacts", () => {
  it("are added without what only surrounds the words, in the order of their names", async () => {
    await save({ ...sophie, name: "Zoé" });
    await save(sophie);
    expect(contacts.all().map(({ name }) => name)).toEqual(["Sophie Perrin", "Zoé"]);
    expect(contacts.all()[0]?.numbers).toEqual(["01 99 00 12 34"]);
    expect(mirror.state().contacts).toEqual({ size: 2, changes: 3 });
  });

  it("are known by every spelling of their numbers, and no more once removed", async () => {
    const { contactId } = await save(sophie);
    expect(contacts.contactOf("+33199001234")?.name).toBe("Sophie Perrin");
    await contacts.commands["contacts.remove"]({ contactId }, asker);
    expect(contacts.contactOf("+33199001234")).toBeNull();
  });

  it("F86: are called by a key that is theirs alone, and keep it when they are written anew", async () => {
    const { contactId } = await save({ ...sophie, hotkey: "F3" });
    await save({ ...sophie, id: contactId, name: "Sophie Martin" });
    expect(contacts.all().map(({ hotkey }) => hotkey)).toEqual(["F3"]);
    await save({ ...sophie, name: "Zoé", hotkey: "F3" });
    expect(contacts.all().map(({ name, hotkey }) => [name, hotkey])).toEqual([
      ["Sophie Martin", null],
      ["Zoé", "F3"],
    ]);
    await save({ ...sophie, id: contactId, hotkey: null });
    expect(contacts.all().map(({ hotkey }) => hotkey)).toEqual([null, "F3"]);
  });

  it("of the time before are called by no key", () => {
    const old = { contacts: [{ id: "a", name: "Sophie", company: "", numbers: ["5020"] }] };
    expect(contactsMigrations.reduce((each: Record<string, unknown>, migrate) => migrate(each), old)).toEqual({
      contacts: [{ ...old.contacts[0], hotkey: null }],
    });
  });

  it("are changed in place", async () => {
    const { contactId } = await save(sophie);
    await save({ ...sophie, id: contactId, name: "Sophie Martin" });
    expect(contacts.all().map(({ name }) => name)).toEqual(["Sophie Martin"]);
  });

  it.each([
    ["without a name", { ...sophie, name: "  " }, "contact-incomplete"],
    ["without a number", { ...sophie, numbers: [" "] }, "contact-incomplete"],
    ["with a number that is none", { ...sophie, numbers: ["the reception"] }, "number-not-dialable"],
    ["that is not there", { ...sophie, id: "nobody" }, "contact-unknown"],
  ] as const)("are not saved %s", async (_, contact, code) => {
    await expect(save({ ...contact, numbers: [...contact.numbers] })).rejects.toMatchObject({ code });
    expect(contacts.all()).toEqual([]);
  });
});
