import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Notice } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDocument, type DocumentForm, type Shelf } from "./documents.ts";

type Colours = { front: string; back: string };
const form: DocumentForm<Colours> = {
  name: "colours",
  schema: v.object({ front: v.string(), back: v.string() }),
  first: { front: "black", back: "white" },
  migrations: [({ colour, ...rest }) => ({ ...rest, front: colour, back: "white" })],
};

let folder: string;
let notices: Notice[];
const shelf = (): Shelf => ({
  folder,
  notice: (notice) => notices.push(notice),
  newId: () => "id",
  now: () => 0,
  log: () => undefined,
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-documents-"));
  notices = [];
});
afterEach(() => rm(folder, { recursive: true }));
const file = (): string => join(folder, "colours.json");

describe("a document", () => {
  it("begins with its first value and keeps what is written", async () => {
    const document = await openDocument(shelf(), form);
    expect(document.value()).toEqual(form.first);
    await document.write({ front: "red", back: "grey" });
    expect((await openDocument(shelf(), form)).value()).toEqual({ front: "red", back: "grey" });
    expect(JSON.parse(await readFile(file(), "utf8"))).toEqual({ version: 2, front: "red", back: "grey" });
  });

  it("of an older version is migrated", async () => {
    await writeFile(file(), JSON.stringify({ version: 1, colour: "blue" }));
    expect((await openDocument(shelf(), form)).value()).toEqual({ front: "blue", back: "white" });
    expect(notices).toEqual([]);
  });

  it("of a newer version is set aside, not guessed at", async () => {
    await writeFile(file(), JSON.stringify({ version: 3, front: "a", back: "b" }));
    expect((await openDocument(shelf(), form)).value()).toEqual(form.first);
    expect(notices).toHaveLength(1);
  });

  it("with any content never throws and never loses a byte", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (content) => {
        await writeFile(file(), content);
        const document = await openDocument(shelf(), form);
        expect(typeof document.value().front).toBe("string");
        const aside = (await readdir(folder)).filter((name) => name.includes("broken"));
        for (const name of aside) {
          expect(await readFile(join(folder, name), "utf8")).toBe(content);
          await rm(join(folder, name));
        }
        await rm(file(), { force: true });
      }),
      { numRuns: 60 },
    );
  });

  it("writes one after the other, and the last one stays", async () => {
    const document = await openDocument(shelf(), form);
    await Promise.all(["a", "b", "c"].map((front) => document.write({ front, back: "" })));
    expect(document.value().front).toBe("c");
    expect(JSON.parse(await readFile(file(), "utf8"))).toMatchObject({ front: "c" });
  });

  it("makes of changes that come together one after the other", async () => {
    const document = await openDocument(shelf(), form);
    await document.write({ front: "", back: "" });
    const add = (letter: string) => document.change((value) => ({ ...value, front: value.front + letter }));
    await Promise.all([add("a"), document.change((value) => ({ ...value, back: "grey" })), add("b")]);
    expect(document.value()).toEqual({ front: "ab", back: "grey" });
    expect(JSON.parse(await readFile(file(), "utf8"))).toMatchObject({ front: "ab", back: "grey" });
  });
});
