import { Recording } from "@twp/shared/protocol/index.ts";
import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import * as v from "valibot";
import type { RecordingStore } from "../../features/recordings/ports.ts";
import { obeying } from "./obeying.ts";

const obeyed = obeying("the recordings do not obey");

/** How the table of the recordings came to be. `seconds` is unknown while a recording is under way. */
export const recordingsStep = `CREATE TABLE recordings (
   place INTEGER PRIMARY KEY AUTOINCREMENT,
   id TEXT NOT NULL UNIQUE,
   file TEXT NOT NULL UNIQUE,
   started_at INTEGER NOT NULL,
   seconds REAL,
   parties TEXT NOT NULL
 ) STRICT`;

const Row = v.object({
  place: v.number(),
  id: v.string(),
  started_at: v.number(),
  seconds: v.number(),
  parties: v.pipe(v.string(), v.parseJson(), Recording.entries.parties),
});
const Named = v.object({ id: v.string(), file: v.string() });
const Counted = v.object({ size: v.number() });

const headerBytes = 44;
/** Stereo, 16 bit, 16 kHz. */
const bytesPerSecond = 64_000;

/** The recordings in a folder of their own. Those that a crash has cut off are repaired, and files that nobody knows are taken in. */
export function recordingsIn(database: DatabaseSync, folder: string, newId: () => string): RecordingStore {
  const insert = database.prepare("INSERT INTO recordings (id, file, started_at, parties) VALUES (?, ?, ?, ?)");
  const named = database.prepare("SELECT id, file FROM recordings WHERE id = ?");
  const finished = database.prepare("UPDATE recordings SET seconds = ? WHERE id = ?");
  const forget = database.prepare("DELETE FROM recordings WHERE id = ?");
  const count = database.prepare("SELECT count(*) AS size FROM recordings WHERE seconds IS NOT NULL");
  const over = "SELECT * FROM recordings WHERE seconds IS NOT NULL";
  const list = database.prepare(`${over} AND place < ? ORDER BY place DESC LIMIT ?`);
  const during = database.prepare(`${over} AND started_at BETWEEN ? AND ? ORDER BY place`);
  const fileOf = (id: string): string | null => {
    const row = named.get(id);
    return row === undefined ? null : join(folder, v.parse(Named, row).file);
  };
  const remove = (id: string): boolean => {
    const file = fileOf(id);
    if (file === null) return false;
    rmSync(file, { force: true });
    forget.run(id);
    return true;
  };
  const finish = (id: string): void => {
    const file = fileOf(id);
    const seconds = file === null ? 0 : repairLength(file);
    if (seconds > 0) finished.run(seconds, id);
    else remove(id);
  };
  const begin: RecordingStore["begin"] = ({ id, startedAt, parties }) => {
    const file = nameAt(startedAt);
    insert.run(id, file, startedAt, JSON.stringify(parties));
    return join(folder, file);
  };

  obeyed(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const known = v.parse(v.array(Named), database.prepare("SELECT id, file FROM recordings").all());
    for (const file of readdirSync(folder))
      if (file.endsWith(".wav") && !known.some((each) => each.file === file))
        insert.run(newId(), file, timeIn(file) ?? Math.round(statSync(join(folder, file)).mtimeMs), "[]");
    const cut = database.prepare("SELECT id, file FROM recordings WHERE seconds IS NULL").all();
    for (const { id } of v.parse(v.array(Named), cut)) finish(id);
  });
  return {
    begin: (recording) => obeyed(() => begin(recording)),
    finish: (id) => obeyed(() => finish(id)),
    remove: (id) => obeyed(() => remove(id)),
    between: (from, to) => obeyed(() => v.parse(v.array(Row), during.all(from, to)).map(recordingOf)),
    size: () => obeyed(() => v.parse(Counted, count.get()).size),
    page({ before, limit }) {
      const rows = obeyed(() => v.parse(v.array(Row), list.all(before ?? Number.MAX_SAFE_INTEGER, limit + 1)));
      const shown = rows.slice(0, limit);
      return { recordings: shown.map(recordingOf), next: rows.length > limit ? (shown.at(-1)?.place ?? null) : null };
    },
    read: (id, from, most) =>
      obeyed(() => {
        const file = fileOf(id);
        return file === null ? null : readPiece(file, from, most);
      }),
  };
}

function recordingOf({ place: _place, started_at: startedAt, ...rest }: v.InferOutput<typeof Row>): Recording {
  return { ...rest, startedAt };
}

/** A file's name tells when, and never with whom. */
function nameAt(time: number): string {
  return `${new Date(time).toISOString().replaceAll(":", "-")}.wav`;
}

function timeIn(file: string): number | null {
  const [, day, hours, minutes, rest] = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-([\d.]+Z)\.wav$/u.exec(file) ?? [];
  const time = Date.parse(`${day}${hours}:${minutes}:${rest}`);
  return Number.isNaN(time) ? null : time;
}

/** Writes into a WAV file's header how long it is, and says so in seconds; 0 where there is nothing in it, or no file. */
function repairLength(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= headerBytes) return 0;
  const handle = openSync(file, "r+");
  try {
    writeSync(handle, word(size - 8), 0, 4, 4);
    writeSync(handle, word(size - headerBytes), 0, 4, 40);
  } finally {
    closeSync(handle);
  }
  return (size - headerBytes) / bytesPerSecond;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function readPiece(file: string, from: number, most: number): { bytes: Uint8Array; size: number } {
  const handle = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(most);
    const read = readSync(handle, bytes, 0, most, from);
    return { bytes: bytes.subarray(0, read), size: statSync(file).size };
  } finally {
    closeSync(handle);
  }
}
