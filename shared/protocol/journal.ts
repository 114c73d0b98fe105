import * as v from "valibot";
import { LearnedName } from "./page-names.ts";
import { next, page } from "./pages.ts";
import { Call, CallSource, callEnds } from "./calls.ts";

/** One call that is over. Times are milliseconds since the epoch on this computer's clock. */
export const JournalEntry = v.object({
  id: v.string(),
  direction: Call.entries.direction,
  number: v.string(),
  /** The user's own name for the number, else the one the caller gave; empty where neither is known. */
  name: v.string(),
  /** Whose number that is according to pages, where `name` is empty. */
  learned: v.optional(v.nullable(LearnedName)),
  contactId: v.nullable(v.string()),
  startedAt: v.number(),
  answeredAt: v.nullable(v.number()),
  endedAt: v.number(),
  end: v.picklist(callEnds),
  redirectedBy: Call.entries.redirectedBy,
  /** What started it; a page keeps its address and title. */
  source: v.nullable(CallSource),
  /** Its recordings that are kept, by their ids, the first first. */
  recordings: v.optional(v.array(v.string()), []),
});
export type JournalEntry = v.InferOutput<typeof JournalEntry>;

/** Has somebody called in vain? One who was declined, or whom another telephone answered, has not. */
export function isMissed({ direction, end }: Pick<JournalEntry, "direction" | "end">): boolean {
  return direction === "incoming" && end === "missed";
}

/** What a window mirrors of the journal: enough to know when to ask for a page again. */
export const JournalState = v.object({
  /** How many calls are kept. */
  size: v.number(),
  /** How many missed calls the user has not looked at yet. */
  unseen: v.number(),
  /** What the user has called last, as it was typed or clicked. */
  lastDialled: v.nullable(v.string()),
});
export type JournalState = v.InferOutput<typeof JournalState>;

export const noJournal: JournalState = { size: 0, unseen: 0, lastDialled: null };

export const journalCommands = {
  /** The calls that ended last, of everybody or of these numbers in any spelling; `before` is the `next` of the page before. */
  "journal.page": {
    params: v.strictObject({
      numbers: v.nullable(v.pipe(v.array(v.pipe(v.string(), v.maxLength(256))), v.maxLength(12))),
      missedOnly: v.boolean(),
      ...page,
    }),
    result: v.object({ entries: v.array(JournalEntry), next }),
  },
  /** The user has looked at the missed calls. */
  "journal.see": { params: v.null(), result: v.null() },
} as const;

/** The journal has grown, or its missed calls were looked at. */
export const JournalEvent = v.object({ type: v.literal("journal.changed"), journal: JournalState });
export type JournalEvent = v.InferOutput<typeof JournalEvent>;

/** Folds one event into what is mirrored of the journal. */
export function applyJournalEvent(_journal: JournalState, event: JournalEvent): JournalState {
  return event.journal;
}
