import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Notice } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JournalQuery, JournalStore, KeptCall } from "../../features/journal/ports.ts";
import { openDatabase } from "./database.ts";
import type { Shelf } from "./documents.ts";
import { journalIn, journalSteps } from "./journal.ts";

let folder: string;
let notices: Notice[];
const opened: DatabaseSync[] = [];
const shelf = (): Shelf => ({
  folder,
  notice: (notice) => notices.push(notice),
  newId: () => "id",
  now: () => 0,
  log: () => undefined,
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-journal-"));
  notices = [];
});
afterEach(async () => {
  for (const database of opened.splice(0)) if (database.isOpen) database.close();
  await rm(folder, { recursive: true });
});

async function open(): Promise<JournalStore> {
  const database = await openDatabase(shelf(), "journal", journalSteps, "journal-set-aside");
  opened.push(database);
  return journalIn(database);
}

const kept = (id: string, changes: Partial<KeptCall> = {}): KeptCall => ({
  id,
  direction: "incoming",
  number: "5021",
  key: "5021",
  name: "Sophie Perrin",
  startedAt: 1000,
  answeredAt: null,
  endedAt: 2000,
  end: "missed",
  redirectedBy: { number: "5031", name: "Anna Becker" },
  dialled: null,
  source: { kind: "page", url: "https://example.org/", title: "A page" },
  ...changes,
});
const everything = { keys: null, missedOnly: false, before: null, limit: 100 };

describe("the journal in its file", () => {
  it("gives every call back as it was kept, the last first, and each once", async () => {
    const journal = await open();
    const calls = [kept("a"), kept("b", { answeredAt: 1500, end: "hung-up", source: null, redirectedBy: null })];
    for (const call of [...calls, kept("a")]) journal.keep(call);
    expect(journal.page(everything)).toEqual({ calls: calls.toReversed(), next: null });
    expect(journal.summary()).toEqual({ size: 2, unseen: 1, lastDialled: null });
  });

  it("has pages that together are the whole, whatever their size", async () => {
    const journal = await open();
    const ids = Array.from({ length: 23 }, (_, n) => `c${n}`);
    for (const id of ids) journal.keep(kept(id));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (limit) => {
        const seen: string[] = [];
        for (let before: number | null = null; ;) {
          const { calls, next }: ReturnType<JournalStore["page"]> = journal.page({ ...everything, before, limit });
          expect(calls.length).toBeLessThanOrEqual(limit);
          seen.push(...calls.map(({ id }) => id));
          if (next === null) break;
          before = next;
        }
        expect(seen).toEqual(ids.toReversed());
      }),
    );
  });

  it("finds the calls of some numbers, and the missed ones", async () => {
    const journal = await open();
    journal.keep(kept("a"));
    journal.keep(kept("b", { key: "5022", end: "hung-up" }));
    journal.keep(kept("c", { key: "5023", direction: "outgoing", dialled: "50 23" }));
    const ids = (query: Partial<JournalQuery>): string[] =>
      journal.page({ ...everything, ...query }).calls.map(({ id }) => id);
    expect(ids({ keys: ["5021", "5023"] })).toEqual(["c", "a"]);
    expect(ids({ missedOnly: true })).toEqual(["a"]);
    expect(ids({ keys: [] })).toEqual([]);
    expect(journal.summary().lastDialled).toBe("50 23");
    journal.keep(kept("d", { direction: "outgoing", dialled: "5024", startedAt: 500, endedAt: 9000 }));
    expect(journal.summary().lastDialled, "the one that began last, whichever ended last").toBe("50 23");
  });

  it("remembers that missed calls were looked at, and who called under which name", async () => {
    const journal = await open();
    journal.keep(kept("a"));
    journal.keep(kept("b", { name: "", endedAt: 5000 }));
    expect(journal.summary().unseen).toBe(2);
    journal.see();
    expect(journal.summary().unseen).toBe(0);
    expect(journal.parties()).toEqual([{ key: "5021", number: "5021", name: "Sophie Perrin", lastCallAt: 5000 }]);
  });

  it("is there after a process that was not closed", async () => {
    (await open()).keep(kept("a"));
    expect((await open()).summary().size).toBe(1);
  });

  it("that is broken is set aside, unchanged, and said; a new one begins", async () => {
    await writeFile(
      join(folder, "journal.sqlite"),
      "this is no database at all, and long enough to be read as one".repeat(20),
    );
    const before = await readFile(join(folder, "journal.sqlite"), "utf8");
    const journal = await open();
    journal.keep(kept("a"));
    expect(journal.summary().size).toBe(1);
    expect(notices).toMatchObject([{ code: "journal-set-aside" }]);
    expect(await readFile(notices[0]?.detail ?? "", "utf8")).toBe(before);
  });

  it("of a later version is set aside as well", async () => {
    const later = new DatabaseSync(join(folder, "journal.sqlite"));
    later.exec("PRAGMA user_version = 99");
    later.close();
    expect((await open()).summary().size).toBe(0);
    expect((await readdir(folder)).some((name) => name.startsWith("journal.sqlite.broken-"))).toBe(true);
  });
});
