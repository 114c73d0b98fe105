import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { limits } from "../../features/page-names/limits.ts";
import type { KeptClaim, NameStore } from "../../features/page-names/ports.ts";
import { openDatabase } from "./database.ts";
import { pageNamesIn, pageNamesSteps } from "./page-names.ts";

let folder: string;
const opened: DatabaseSync[] = [];
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "twp-names-"))));
afterEach(async () => {
  for (const database of opened.splice(0)) database.close();
  await rm(folder, { recursive: true });
});

async function open(): Promise<NameStore> {
  const shelf = { folder, notice: () => undefined, newId: () => "id", now: () => 0, log: () => undefined };
  const database = await openDatabase(shelf, "page-names", pageNamesSteps);
  opened.push(database);
  return pageNamesIn(database);
}
const key = "+33199001234";
const claim = (changes: Partial<KeptClaim> = {}): KeptClaim => ({
  key,
  site: "acme.example",
  url: "https://acme.example/",
  kind: "card",
  name: "Marie Dupont",
  company: "Acme",
  title: "Directrice",
  email: "marie@acme.example",
  numbers: [{ number: key, kind: "work" }],
  seenAt: 1,
  ...changes,
});
async function bytes(): Promise<string> {
  const names = await readdir(folder);
  return (await Promise.all(names.map(async (name) => readFile(join(folder, name), "latin1")))).join("\n");
}

describe("the names in their file", () => {
  it("give back what was kept, also after a new start, the last first", async () => {
    const names = await open();
    names.keep([claim(), claim({ name: "Paul Martin", seenAt: 2 })]);
    expect(names.of(key)).toEqual([claim({ name: "Paul Martin", seenAt: 2 }), claim()]);
    expect((await open()).of(key)).toHaveLength(2);
    expect([names.size(), names.of("+33199009999")]).toEqual([1, []]);
  });

  it("keep each name of a site once, as it was said last", async () => {
    const names = await open();
    names.keep([claim()]);
    names.keep([claim({ seenAt: 9, company: "Acme SAS", url: "https://acme.example/b" })]);
    expect(names.of(key)).toEqual([claim({ seenAt: 9, company: "Acme SAS", url: "https://acme.example/b" })]);
  });

  it("are never more than they may be, and a site with ten thousand only drives out its own", async () => {
    const names = await open();
    names.keep([claim()]);
    for (let at = 0; at < 20; at += 1)
      names.keep([claim({ site: "evil.example", name: `Police ${at}`, seenAt: 100 + at })]);
    expect(names.of(key).map(({ site }) => site)).toEqual([
      ...Array<string>(limits.ofNumberAndSite).fill("evil.example"),
      "acme.example",
    ]);
    for (let at = 0; at < 100; at += 1)
      names.keep(
        Array.from({ length: 100 }, (_, n) =>
          claim({ key: `+331990${10_000 + at * 100 + n}`, site: "evil.example", seenAt: 200 + at }),
        ),
      );
    expect(names.size()).toBeLessThanOrEqual(limits.ofSite + 1);
    expect(names.of(key).some(({ site }) => site === "acme.example")).toBe(true);
    expect(names.recent(5).length).toBe(5);
  });

  it("of a number that was forgotten are not kept again, until all is forgotten", async () => {
    const names = await open();
    names.keep([claim()]);
    names.refuse(key);
    names.keep([claim()]);
    expect(names.size()).toBe(0);
    names.forget(null);
    names.keep([claim()]);
    expect(names.size()).toBe(1);
  });

  it("are forgotten with their site and all below it, with their age, and wholly; nothing is left in the files", async () => {
    const names = await open();
    const other = claim({ key: "+33199005678", site: "other.example", name: "Jeanne Unvergessen", seenAt: 5 });
    names.keep([claim(), claim({ key: "+33199001235", site: "eu.acme.example" }), other]);
    names.forget("acme.example");
    expect(names.size()).toBe(1);
    names.forgetBefore(6);
    expect(names.size()).toBe(0);
    names.keep([other]);
    names.forget(null);
    expect([names.size(), await bytes()]).toEqual([0, expect.not.stringContaining("Unvergessen")]);
  });
});
