import type { JournalEntry, JournalState } from "@twp/shared/protocol/index.ts";

/** A call as it is kept: whose contact it is and which of its recordings are kept changes, and is said when it is asked for. */
export type KeptCall = Readonly<
  Omit<JournalEntry, "contactId" | "recordings" | "learned"> & {
    /** What every spelling of the number has in common. */
    key: string;
    /** What the user gave to dial; null for a caller. */
    dialled: string | null;
  }
>;

/** Which calls: of some numbers (by their keys), missed ones, before a place; `limit` at most. */
export type JournalQuery = Readonly<{
  keys: readonly string[] | null;
  missedOnly: boolean;
  before: number | null;
  limit: number;
}>;

/** Somebody in the journal, by the latest call with a number. */
export type Party = Readonly<{ key: string; number: string; name: string; lastCallAt: number }>;

/** The journal at rest. What `keep` has taken is there after a crash. Each throws `Failure("storage-failed")` where the disk does not obey. */
export type JournalStore = Readonly<{
  /** Keeps a call once, however often it is given. */
  keep: (call: KeptCall) => void;
  page: (query: JournalQuery) => Readonly<{ calls: readonly KeptCall[]; next: number | null }>;
  summary: () => JournalState;
  /** The missed calls have been looked at. */
  see: () => void;
  parties: () => readonly Party[];
}>;
