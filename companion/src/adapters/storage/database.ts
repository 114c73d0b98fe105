import type { Notice } from "@twp/shared/protocol/index.ts";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setAside, type Shelf } from "./documents.ts";

/**
 * Opens a database whose schema was made in numbered steps: step n makes version n from the one before. A file that is broken, or of a
 * version we do not know, is set aside with a notice; the database then begins anew.
 */
export async function openDatabase(
  shelf: Shelf,
  name: string,
  steps: readonly string[],
  notice: Notice["code"] = "file-set-aside",
): Promise<DatabaseSync> {
  const file = join(shelf.folder, `${name}.sqlite`);
  try {
    return prepared(file, steps);
  } catch (error) {
    if (isBusy(error)) throw error;
    const aside = await setAside(shelf, file, notice);
    // What was not yet written into the file itself belongs to it.
    for (const part of ["-wal", "-shm"]) await rename(file + part, aside + part).catch(() => undefined);
    return prepared(file, steps);
  }
}

function prepared(file: string, steps: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 2000 });
  try {
    // In full, because what was acknowledged must survive a power cut as well.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    if (database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"] !== "ok") throw new Error("broken");
    migrate(database, steps);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync, steps: readonly string[]): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > steps.length) throw new Error("written by a later version");
  for (const [index, step] of steps.entries())
    if (index >= version) database.exec(`BEGIN; ${step}; PRAGMA user_version = ${index + 1}; COMMIT;`);
}

/**
 * Of this database nothing is left that was deleted: it is written over, and gone from the write-ahead log as well once what is given back has been called. What
 * a power cut takes comes again, so no page waits for the disk.
 */
export function forgetful(database: DatabaseSync): () => void {
  database.exec("PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL;");
  return () => database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

/** Does it all, or nothing of it. */
export function atOnce(database: DatabaseSync, act: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    act();
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED: somebody else is at it, and nothing is broken. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (error.errcode === 5 || error.errcode === 6);
}
