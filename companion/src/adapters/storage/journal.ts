import { CallSource, JournalEntry } from "@twp/shared/protocol/index.ts";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import * as v from "valibot";
import { recordingsStep } from "./recordings.ts";
import type { JournalStore, KeptCall } from "../../features/journal/ports.ts";
import { obeying } from "./obeying.ts";

const obeyed = obeying("the journal's file does not obey");

/** How the journal's table came to be. */
export const journalSteps = [
  `CREATE TABLE calls (
     place INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     direction TEXT NOT NULL,
     number TEXT NOT NULL,
     key TEXT NOT NULL,
     name TEXT NOT NULL,
     started_at INTEGER NOT NULL,
     answered_at INTEGER,
     ended_at INTEGER NOT NULL,
     ending TEXT NOT NULL,
     redirected_by TEXT NOT NULL,
     dialled TEXT,
     source TEXT NOT NULL,
     seen INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX calls_of_number ON calls (key, place);
   CREATE INDEX calls_missed ON calls (place) WHERE direction = 'incoming' AND ending = 'missed';
   CREATE INDEX calls_dialled ON calls (started_at) WHERE dialled IS NOT NULL`,
  recordingsStep,
] as const;

const missed = "direction = 'incoming' AND ending = 'missed'";
const json = <T>(schema: v.GenericSchema<unknown, T>) => v.pipe(v.string(), v.parseJson(), schema);

/** A row as the table gives it. */
const Row = v.object({
  place: v.number(),
  id: v.string(),
  direction: JournalEntry.entries.direction,
  number: v.string(),
  key: v.string(),
  name: v.string(),
  started_at: v.number(),
  answered_at: v.nullable(v.number()),
  ended_at: v.number(),
  ending: JournalEntry.entries.end,
  redirected_by: json(JournalEntry.entries.redirectedBy),
  dialled: v.nullable(v.string()),
  source: json(v.nullable(CallSource)),
});
const Party = v.object({ key: v.string(), number: v.string(), name: v.string(), lastCallAt: v.number() });
const Summary = v.object({ size: v.number(), unseen: v.number(), lastDialled: v.nullable(v.string()) });

/** The journal in a database. */
export function journalIn(database: DatabaseSync): JournalStore {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO calls (id, direction, number, key, name, started_at, answered_at, ended_at, ending, redirected_by, dialled, source, seen)
     VALUES (:id, :direction, :number, :key, :name, :startedAt, :answeredAt, :endedAt, :end, :redirectedBy, :dialled, :source, 0)`,
  );
  const see = database.prepare(`UPDATE calls SET seen = 1 WHERE seen = 0 AND ${missed}`);
  const summary = database.prepare(
    `SELECT (SELECT count(*) FROM calls) AS size,
            (SELECT count(*) FROM calls WHERE seen = 0 AND ${missed}) AS unseen,
            (SELECT dialled FROM calls WHERE dialled IS NOT NULL ORDER BY started_at DESC LIMIT 1) AS lastDialled`,
  );
  const parties = database.prepare(
    `SELECT key, number, coalesce((SELECT name FROM calls AS named WHERE named.key = calls.key AND name <> '' ORDER BY place DESC LIMIT 1), '') AS name,
            max(ended_at) AS lastCallAt FROM calls GROUP BY key`,
  );
  return {
    keep: (call) => void obeyed(() => insert.run(valuesOf(call))),
    see: () => void obeyed(() => see.run()),
    summary: () =>
      v.parse(
        Summary,
        obeyed(() => summary.get()),
      ),
    parties: () =>
      v.parse(
        v.array(Party),
        obeyed(() => parties.all()),
      ),
    page({ keys, missedOnly, before, limit }) {
      const wishes = [
        "place < :before",
        keys === null ? "" : "key IN (SELECT value FROM json_each(:keys))",
        missedOnly ? missed : "",
      ].filter(Boolean);
      const sql = `SELECT * FROM calls WHERE ${wishes.join(" AND ")} ORDER BY place DESC LIMIT :limit`;
      const values = {
        before: before ?? Number.MAX_SAFE_INTEGER,
        limit: limit + 1,
        ...(keys !== null && { keys: JSON.stringify(keys) }),
      };
      const rows = v.parse(
        v.array(Row),
        obeyed(() => database.prepare(sql).all(values)),
      );
      const shown = rows.slice(0, limit);
      return { calls: shown.map(callOf), next: rows.length > limit ? (shown.at(-1)?.place ?? null) : null };
    },
  };
}

function valuesOf({ redirectedBy, source, ...call }: KeptCall): Record<string, SQLInputValue> {
  return { ...call, redirectedBy: JSON.stringify(redirectedBy), source: JSON.stringify(source) };
}

function callOf(row: v.InferOutput<typeof Row>): KeptCall {
  const { place: _place, started_at, answered_at, ended_at, ending, redirected_by, ...rest } = row;
  return {
    ...rest,
    startedAt: started_at,
    answeredAt: answered_at,
    endedAt: ended_at,
    end: ending,
    redirectedBy: redirected_by,
  };
}
