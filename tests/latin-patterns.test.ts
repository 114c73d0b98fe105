import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { plainText } from "@twp/shared/dialling/finding/plain-text.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withLatinCase, withLatinLetters } from "../extension/latin-patterns.ts";

const finding = join(import.meta.dirname, "../shared/dialling/finding");

/** A pattern as it is written, and as it is built into a page's script. */
const asBuilt = (pattern: string): RegExp => new RegExp(withLatinLetters(pattern), "u");

describe("the finder's patterns, with the letters of Latin-1 alone", () => {
  it.each([
    [String.raw`x\p{Lu}y`, String.raw`x[A-Z\xc0-\xd6\xd8-\xde]y`],
    [String.raw`[^\p{Lu}\d]`, String.raw`[^A-Z\xc0-\xd6\xd8-\xde\d]`],
    [String.raw`[\]]\p{Lu}`, String.raw`[\]][A-Z\xc0-\xd6\xd8-\xde]`],
    [String.raw`\\p{Lu}`, String.raw`[A-Z\\xc0-\\xd6\\xd8-\\xde]`],
    [String.raw`\p{Nd}`, String.raw`\p{Nd}`],
  ])("%s is built as %s", (written, built) => {
    expect(withLatinLetters(written)).toBe(built);
  });

  it.each([
    ["/a/iu.test(b)", "/a/i.test(b)"],
    ["const a = /b/giu;", "const a = /b/gi;"],
    ['new RegExp(`a`, "iu")', 'new RegExp(`a`, "i")'],
    ["/a/u, /b/gu", "/a/u, /b/gu"],
    ["genius / iu", "genius / iu"],
  ])("%s is built as %s", (written, built) => {
    expect(withLatinCase(written)).toBe(built);
  });

  it("tell large and small letters of a plain text apart as before", () => {
    for (let code = 0; code < 256; code += 1)
      for (const letter of ["é", "É", "ß", "ÿ", "k", "S", "µ", "å"]) {
        const sign = String.fromCharCode(code);
        expect([sign, letter, new RegExp(letter, "i").test(sign)]).toEqual([
          sign,
          letter,
          new RegExp(letter, "iu").test(sign),
        ]);
      }
  });

  it("mean the same in every plain text", () => {
    const properties = ["L", "Lu", "Ll", "M", "N"].map((name) => String.raw`\p{${name}}`);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const sign of plainText(text))
          for (const property of properties)
            expect([sign, asBuilt(property).test(sign)]).toEqual([sign, new RegExp(property, "u").test(sign)]);
      }),
    );
  });

  it("leave no set of all letters for a page to build", async () => {
    const files = (await readdir(finding)).filter((name) => name.endsWith(".ts") && !/test|plain-text/u.test(name));
    const left = await Promise.all(
      files.map(async (file) =>
        (withLatinLetters(await readFile(join(finding, file), "utf8")).match(/p\{\w+\}/gu) ?? []).map(
          (set) => `${file}: ${set}`,
        ),
      ),
    );
    expect(left.flat()).toEqual([]);
  });
});
