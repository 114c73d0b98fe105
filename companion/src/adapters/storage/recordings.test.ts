import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { RecordingStore } from "../../features/recordings/ports.ts";
import { recordingsIn, recordingsStep } from "./recordings.ts";

let folder: string;
let database: DatabaseSync;
const open = (): RecordingStore => recordingsIn(database, folder, () => "found");
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-recordings-"));
  database = new DatabaseSync(":memory:");
  database.exec(recordingsStep);
});
afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

const parties = [{ number: "5021", name: "Sophie" }];
const startedAt = Date.UTC(2026, 10, 24, 16, 50, 3, 120);
const page = (store: RecordingStore) => store.page({ before: null, limit: 10 });

async function cutOff(store: RecordingStore, id: string, seconds: number): Promise<string> {
  const file = store.begin({ id, startedAt: startedAt + Number(id), parties });
  await writeFile(file, Buffer.alloc(44 + seconds * 64_000));
  return file;
}

it("a recording is named by time and never by number, and gets its length in the end", async () => {
  const store = open();
  const file = await cutOff(store, "1", 2);
  expect(file).toBe(join(folder, "2026-11-24T16-50-03.121Z.wav"));
  expect(store.size()).toBe(0);
  store.finish("1");
  expect(page(store)).toEqual({
    recordings: [{ id: "1", startedAt: startedAt + 1, seconds: 2, parties }],
    next: null,
  });
  const bytes = await readFile(file);
  expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([36 + 128_000, 128_000]);
});

it("what a crash has cut off is repaired at the next start, and what nobody knows is taken in", async () => {
  const file = await cutOff(open(), "1", 3);
  await writeFile(join(folder, "2026-11-24T10-00-00.000Z.wav"), Buffer.alloc(44 + 64_000));
  const store = open();
  expect(page(store).recordings.map(({ id, seconds }) => [id, seconds])).toEqual([
    ["found", 1],
    ["1", 3],
  ]);
  expect((await readFile(file)).readUInt32LE(40)).toBe(192_000);
});

it("one in which nothing was kept is forgotten, with its file", async () => {
  const store = open();
  await cutOff(store, "1", 0);
  store.finish("1");
  expect([store.size(), await readdir(folder)]).toEqual([0, []]);
});

it("is asked for in pages, read in pieces and deleted once", async () => {
  const store = open();
  for (const id of ["1", "2", "3"]) {
    await cutOff(store, id, 1);
    store.finish(id);
  }
  const first = store.page({ before: null, limit: 2 });
  expect(first.recordings.map(({ id }) => id)).toEqual(["3", "2"]);
  expect(store.page({ before: first.next, limit: 2 }).recordings.map(({ id }) => id)).toEqual(["1"]);
  expect(store.read("1", 64_000, 1000)).toMatchObject({ bytes: { length: 44 }, size: 64_044 });
  expect([store.remove("1"), store.remove("1"), store.read("1", 0, 10)]).toEqual([true, false, null]);
  expect(await readdir(folder)).toHaveLength(2);
});
