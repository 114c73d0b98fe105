import { globSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { signatureIn } from "../../extension/src/content/names/signature.ts";
import { readCorpus } from "./corpus.ts";

const folders = new Set(globSync(`${import.meta.dirname}/**/*.txt`).map(dirname));
const texts = [...folders].flatMap((folder) => readCorpus(folder));
const signed = texts.flatMap(({ kind, text }) => {
  const signature = signatureIn(text.split("\n"));
  return signature === null ? [] : [{ kind, text, ...signature }];
});

it("N7: of all texts that people read, only signatures name a person", () => {
  expect(texts.length).toBeGreaterThan(2000);
  expect(signed.filter(({ kind, name }) => name !== "" && kind !== "signature")).toEqual([]);
});

it("N7: whoever signs is named as it is written there, and a firm as it is", () => {
  const named = signed.filter(({ name }) => name !== "");
  expect(named.length).toBeGreaterThan(60);
  for (const { name, company, text } of signed)
    for (const words of [name, company].filter(Boolean)) expect(text.replaceAll(/\s+/gu, " ")).toContain(words);
});
