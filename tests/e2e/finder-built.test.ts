import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { findNumbers } from "@twp/shared/dialling/find.ts";
import { mayHoldNumber } from "@twp/shared/dialling/may-hold-number.ts";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../corpus/corpus.ts";
import { chromeOutput } from "./chromium.ts";

/*
 * What runs is not the source but what the build makes of it: shorter numbering plans, patterns with fewer letters. It must find the same.
 */

const folders = ["", "unseen", "third/seen", "third/blind"].map((name) => join(import.meta.dirname, "../corpus", name));
const texts = folders.flatMap((folder) => readCorpus(folder));

type Built = Readonly<{ findNumbers: typeof findNumbers }>;

/** The part of the built extension that has the finder, by its name. */
async function built(): Promise<Built> {
  const assets = join(chromeOutput, "assets");
  const parts = (await readdir(assets)).filter((name) => /^find-.*\.js$/u.test(name));
  const loaded = await Promise.all(parts.map((name) => import(join(assets, name)) as Promise<object>));
  const finder = loaded.find((part): part is Built => "findNumbers" in part);
  if (finder === undefined) throw new Error("the build has no part that finds numbers");
  return finder;
}

describe("the finder as it is built", () => {
  it("finds what the source finds, in every text of the corpus, in its own country and in another", async () => {
    const finder = await built();
    for (const { text, country: own } of texts.filter((each) => mayHoldNumber(each.text)))
      for (const country of [own, own === "FR" ? "US" : "FR"])
        expect(finder.findNumbers(text, country)).toEqual(findNumbers(text, country));
  });
});
