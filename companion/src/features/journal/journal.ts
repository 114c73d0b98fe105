import type { DialPlan, Event, JournalEntry, LearnedName, journalCommands } from "@twp/shared/protocol/index.ts";
import { numberKey } from "@twp/shared/dialling/same-number.ts";
import type { Contacts } from "../contacts/contacts.ts";
import type { Recordings } from "../recordings/recordings.ts";
import type { Publish } from "../mirror.ts";
import type { Commands, Log } from "../ports.ts";
import { keptOf } from "./kept.ts";
import type { JournalStore, KeptCall, Party } from "./ports.ts";

/** What the journal needs of the world. */
export type JournalPorts = Readonly<{
  store: JournalStore;
  contactOf: Contacts["contactOf"];
  /** Who that is according to pages. */
  learnedOf: (number: string) => LearnedName | null;
  recordedBetween: Recordings["between"];
  plan: () => DialPlan;
  publish: Publish;
  log: Log;
}>;

/** Every call that is over. */
export type Journal = Readonly<{
  commands: Commands<keyof typeof journalCommands>;
  /** Keeps the calls that end. */
  hear: (event: Event) => void;
  /** Whom there were calls with; the one of the latest call first. */
  parties: () => readonly Party[];
  /** Was there a call with that number? */
  isParty: (number: string) => boolean;
  /** The name that a number's last caller gave; empty where none did. */
  nameOf: (number: string) => string;
}>;

/** Begins with what is kept and tells the windows. */
export function createJournal({
  store,
  contactOf,
  learnedOf,
  recordedBetween,
  plan,
  publish,
  log,
}: JournalPorts): Journal {
  const parties = new Map(store.parties().map((party) => [party.key, party]));
  const tell = (): void => publish({ type: "journal.changed", journal: store.summary() });
  const nameOf = (number: string): string => parties.get(numberKey(number, plan()))?.name ?? "";
  /** A recording belongs to the calls with those who were recorded, during which it began. */
  const recordingsOf = ({ key, answeredAt, endedAt }: KeptCall): string[] =>
    answeredAt === null
      ? []
      : recordedBetween(answeredAt, endedAt)
          .filter(({ parties }) => parties.some(({ number }) => numberKey(number, plan()) === key))
          .map(({ id }) => id);
  const entryOf = (kept: KeptCall): JournalEntry => {
    const { key: _key, dialled: _dialled, ...call } = kept;
    const contact = contactOf(call.number);
    const name = contact?.name ?? (call.name || nameOf(call.number));
    const learned = /\p{L}/u.test(name) ? null : learnedOf(call.number);
    return { ...call, name, learned, contactId: contact?.id ?? null, recordings: recordingsOf(kept) };
  };
  const keep = (call: KeptCall): void => {
    store.keep(call);
    const { key, number, name, endedAt: lastCallAt } = call;
    parties.set(key, { key, number, name: name || (parties.get(key)?.name ?? ""), lastCallAt });
    tell();
  };
  tell();
  return {
    hear(event) {
      if (event.type !== "calls.changed") return;
      const call = keptOf(event.call, plan());
      if (call === null) return;
      try {
        keep(call);
      } catch (error) {
        log("call not kept", { error: error instanceof Error ? error.name : "unknown" });
      }
    },
    parties: () => [...parties.values()].toSorted((a, b) => b.lastCallAt - a.lastCallAt),
    isParty: (number) => parties.has(numberKey(number, plan())),
    nameOf,
    commands: {
      "journal.page"({ numbers, missedOnly, before, limit }) {
        const keys = numbers?.map((number) => numberKey(number, plan())) ?? null;
        const { calls, next } = store.page({ keys, missedOnly, before, limit });
        return { entries: calls.map(entryOf), next };
      },
      "journal.see"() {
        store.see();
        tell();
        return null;
      },
    },
  };
}
