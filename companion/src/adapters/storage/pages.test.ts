import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Notice } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { limits, type Limits } from "../../features/page-memory/limits.ts";
import type { PageStore, ShownPage } from "../../features/page-memory/ports.ts";
import { openDatabase } from "./database.ts";
import { pagesIn, pagesSteps } from "./pages.ts";

let folder: string;
let notices: Notice[];
const opened: DatabaseSync[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-pages-"));
  notices = [];
});
afterEach(async () => {
  for (const database of opened.splice(0)) if (database.isOpen) database.close();
  await rm(folder, { recursive: true });
});

async function open(wanted?: Limits): Promise<PageStore> {
  const notice = (each: Notice): void => void notices.push(each);
  const shelf = { folder, notice, newId: () => "id", now: () => 0, log: () => undefined };
  const database = await openDatabase(shelf, "pages", pagesSteps);
  opened.push(database);
  return pagesIn(database, wanted);
}

/** A page of a site that shows numbers. */
function page(path: string, seenAt: number, keys: readonly string[] = ["5021"], site = "crm.example"): ShownPage {
  return { url: `https://${site}/${path}`, site, title: `Page ${path}`, seenAt, numbers: keys.map(shown) };
}
const shown = (key: string): ShownPage["numbers"][number] => ({ key, words: `Sophie Perrin ${key}` });
const pathsOf = (pages: PageStore, ...keys: readonly string[]): string[] =>
  pages.with(keys, 99).map(({ url }) => new URL(url).pathname.slice(1));
/** Everything that the files of the database hold. */
async function bytes(): Promise<string> {
  const names = await readdir(folder);
  return (await Promise.all(names.map(async (name) => readFile(join(folder, name), "latin1")))).join("\n");
}

describe("the pages in their file", () => {
  it("give back where a number was seen, the last page first, and each once", async () => {
    const pages = await open();
    pages.keep(page("a", 1000, ["5021", "5022"]));
    pages.keep(page("b", 2000, ["5022"]));
    expect(pages.with(["5021"], 3)).toEqual([
      { url: "https://crm.example/a", title: "Page a", words: "Sophie Perrin 5021", seenAt: 1000 },
    ]);
    expect(pathsOf(pages, "5021", "5022")).toEqual(["b", "a"]);
    pages.keep({ ...page("a", 3000, ["5022"]), title: "Another title" });
    expect(pages.with(["5022"], 1)).toMatchObject([{ title: "Another title", seenAt: 3000 }]);
    expect([pages.count(), pathsOf(pages, "5023")]).toEqual([{ pages: 2, numbers: 2 }, []]);
  });

  it("are never more than they may be, and the newest are among them, whatever comes", async () => {
    const few = { ofNumber: 2, ofPage: 3, ofSite: 5, ofAll: 8, days: 1 };
    const seen = fc.record({
      path: fc.constantFrom("a", "b", "c", "d", "e"),
      site: fc.constantFrom("crm.example", "wiki.example", "evil.example"),
      keys: fc.subarray(["1", "2", "3", "4", "5", "6"], { maxLength: 3 }),
    });
    const pages = await open(few);
    const all = ["1", "2", "3", "4", "5", "6"];
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 20 }), (visits) => {
        pages.forget(null);
        visits.forEach(({ path, site, keys }, at) => {
          pages.keep(page(path, at, keys, site));
          expect(pages.with(keys, 99).map(({ url }) => url)).toEqual(
            keys.length === 0 ? [] : expect.arrayContaining([`https://${site}/${path}`]),
          );
        });
        const rows = all.flatMap((key) => pages.with([key], 99).map(({ url }) => ({ key, url })));
        const most = (by: (row: (typeof rows)[number]) => string): number =>
          Math.max(0, ...[...Map.groupBy(rows, by).values()].map(({ length }) => length));
        expect(most(({ key }) => key)).toBeLessThanOrEqual(few.ofNumber);
        expect(most(({ url }) => url)).toBeLessThanOrEqual(few.ofPage);
        expect(most(({ url }) => new URL(url).hostname)).toBeLessThanOrEqual(few.ofSite);
        expect(rows.length).toBeLessThanOrEqual(few.ofAll);
      }),
    );
  });

  it("of a site that claims thousands of numbers push out nobody else's", async () => {
    const pages = await open();
    pages.keep(page("a", 0));
    for (let n = 0; n < limits.ofSite / limits.ofPage + 20; n += 1)
      pages.keep(
        page(
          `p${n}`,
          1 + n,
          Array.from({ length: 100 }, (_, at) => `${n}-${at}`),
          "evil.example",
        ),
      );
    expect(pathsOf(pages, "5021")).toEqual(["a"]);
    expect(pages.count()).toEqual({ pages: 1 + limits.ofSite / limits.ofPage, numbers: 1 + limits.ofSite });
  });

  it("that are too old are forgotten", async () => {
    const pages = await open();
    pages.keep(page("a", 1000));
    pages.keep(page("b", 2000));
    pages.forgetBefore(2000);
    expect(pathsOf(pages, "5021")).toEqual(["b"]);
  });

  it("are forgotten by site, with all below it", async () => {
    const pages = await open();
    for (const [path, site] of [
      ["a", "crm.example"],
      ["b", "eu.crm.example"],
      ["c", "othercrm.example"],
      ["d", "crm-example"],
    ] as const)
      pages.keep(page(path, 1000, ["5021"], site));
    pages.forget("crm.example");
    expect(pathsOf(pages, "5021").toSorted()).toEqual(["c", "d"]);
    pages.forget("%");
    expect(pages.count().pages).toBe(2);
  });

  it("that are forgotten leave nothing in the files", async () => {
    const pages = await open();
    for (let n = 0; n < 50; n += 1) pages.keep(page(`secret-${n}`, n, [`50${n}`]));
    expect(await bytes()).toContain("secret-7");
    pages.forget(null);
    const left = await bytes();
    expect(["secret-", "Sophie", "crm.example"].filter((word) => left.includes(word))).toEqual([]);
    expect(pages.count().pages).toBe(0);
  });

  it("are there after a process that was not closed", async () => {
    (await open()).keep(page("a", 1000));
    expect(pathsOf(await open(), "5021")).toEqual(["a"]);
  });

  it("in a file that is broken are set aside, and the user hears of it", async () => {
    await writeFile(join(folder, "pages.sqlite"), "this is no database at all ".repeat(40));
    expect((await open()).count().pages).toBe(0);
    expect(notices).toMatchObject([{ code: "file-set-aside" }]);
  });
});
