import { Failure, type Notice } from "@twp/shared/protocol/index.ts";
import { Low } from "lowdb";
import { JSONFile } from "lowdb/node";
import { rename } from "node:fs/promises";
import { basename, join } from "node:path";
import * as v from "valibot";
import type { Document, Log } from "../../features/ports.ts";

/** How a document of one concern lies on the disk. */
export type DocumentForm<T> = Readonly<{
  /** The file's name without its ending. */
  name: string;
  schema: v.GenericSchema<unknown, T>;
  /** What holds while there is no file. */
  first: T;
  /** Step n turns what version n wrote into what version n + 1 reads. */
  migrations?: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[];
}>;

/** Where documents lie, and who is told when one cannot be read. */
export type Shelf = Readonly<{
  folder: string;
  notice: (notice: Notice) => void;
  newId: () => string;
  now: () => number;
  log: Log;
}>;

type Envelope = { version: number } & Record<string, unknown>;

/**
 * Opens a document. A file that does not parse is set aside under another name with a notice, never overwritten;
 * the document then begins anew.
 */
export async function openDocument<T extends object>(shelf: Shelf, form: DocumentForm<T>): Promise<Document<T>> {
  const file = join(shelf.folder, `${form.name}.json`);
  const version = (form.migrations?.length ?? 0) + 1;
  const low = new Low<Envelope | null>(new JSONFile<Envelope | null>(file), null);
  const read = await readDocument(low, form);
  if (read === null) await setAside(shelf, file);
  let value: T = read ?? form.first;
  let turn: Promise<unknown> = Promise.resolve();
  const change = (to: (value: T) => T): Promise<void> => {
    const mine = turn.then(async () => {
      const next = to(value);
      await writeDocument(low, { version, ...next }, shelf.log);
      value = next;
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  return { value: () => value, write: (next) => change(() => next), change };
}

const unreadable = Symbol("unreadable");

/** The parsed value, or null where the file cannot be read as this document. An absent file is a first value, not an error. */
async function readDocument<T extends object>(low: Low<Envelope | null>, form: DocumentForm<T>): Promise<T | null> {
  const read = await low.read().then(
    () => low.data,
    () => unreadable,
  );
  if (read === null) return form.first;
  if (typeof read !== "object" || Array.isArray(read)) return null;
  return parseDocument(read as Record<string, unknown>, form);
}

function parseDocument<T>(read: Record<string, unknown>, form: DocumentForm<T>): T | null {
  const { version, ...fields } = read;
  const migrations = form.migrations ?? [];
  if (typeof version !== "number" || version < 1 || version > migrations.length + 1) return null;
  try {
    const migrated = migrations.slice(version - 1).reduce((old, migrate) => migrate(old), fields);
    const parsed = v.safeParse(form.schema, migrated);
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Gives a file that cannot be read another name, and tells the user; resolves with that name. */
export async function setAside(shelf: Shelf, file: string, code: Notice["code"] = "file-set-aside"): Promise<string> {
  const aside = `${file}.broken-${new Date(shelf.now()).toISOString().replaceAll(":", "-")}`;
  await rename(file, aside);
  shelf.notice({ id: shelf.newId(), code, detail: aside });
  shelf.log("file set aside", { file: basename(file) });
  return aside;
}

async function writeDocument(low: Low<Envelope | null>, data: Envelope, log: Log): Promise<void> {
  try {
    low.data = data;
    await low.write();
  } catch (error) {
    log("document not written", { code: error instanceof Error && "code" in error ? String(error.code) : "unknown" });
    throw new Failure("storage-failed", "the document could not be written", { cause: error });
  }
}
