import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Contact } from "@twp/shared/protocol/contacts.ts";
import type { JournalEntry } from "@twp/shared/protocol/journal.ts";
import type { Person } from "@twp/shared/protocol/search.ts";
import { roleOf } from "../calls/transfer/consultation.ts";

/** The call whose party can be sent to somebody now: the one that is spoken in, outside a consultation and a conference. */
export function transferable(calls: readonly Call[], all: readonly Call[]): Call | null {
  return (
    calls.find((call) => call.state === "active" && call.conference === null && roleOf(call, all) === null) ?? null
  );
}

/** A contact as somebody who was found. */
export function personOf({ id, name, company, numbers }: Contact): Person {
  return { contactId: id, name, company, numbers, lastCallAt: null };
}

/** The other party of a call, as far as the call tells. */
export function partyOf({
  number,
  name,
  learned = null,
  contactId = null,
}: Pick<JournalEntry, "number" | "name"> & Partial<Pick<JournalEntry, "contactId" | "learned">>): Person {
  return { contactId, name, company: "", learned, numbers: [number], lastCallAt: null };
}
