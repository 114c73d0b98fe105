import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { findNumbers } from "@twp/shared/dialling/find.ts";
import { mayHoldNumber } from "@twp/shared/dialling/may-hold-number.ts";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../corpus/corpus.ts";
import { chromeOutput } from "./chromium.ts";

/*
 * What pages run is not the source but what the build makes of it: shorter numbering plans, patterns with fewer letters. It must find the same.
 */

const folders = ["", "unseen", "third/seen", "third/blind"].map((name) => join(import.meta.dirname, "../corpus", name));
const texts = folders.flatMap((folder) => readCorpus(folder));

describe("the finder as pages get it", () => {
  it("finds what the source finds, in every text of the corpus, in its own country and in another", async () => {
    const page = createContext({});
    runInContext(await readFile(join(chromeOutput, "finder.js"), "utf8"), page);
    const asBuilt = (text: string, country: string): unknown =>
      JSON.parse(String(runInContext(`JSON.stringify(twpFindNumbers(${JSON.stringify(text)}, "${country}"))`, page)));
    for (const { text, country: own } of texts.filter((each) => mayHoldNumber(each.text)))
      for (const country of [own, own === "FR" ? "US" : "FR"])
        expect(asBuilt(text, country)).toEqual(findNumbers(text, country));
  });
});
