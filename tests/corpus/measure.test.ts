import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCorpus } from "./corpus.ts";
import { compare, library, ours, score, type Outcome } from "./measure.ts";

/** What the finder must reach in each country on the corpus; on texts that its author had not seen, in all countries together. */
const gate = { precision: 0.99, recall: 0.98 };

const folders = ["corpus", "unseen"] as const;
const texts = {
  corpus: readCorpus(),
  unseen: readCorpus(join(import.meta.dirname, "unseen")),
};

const shown = (share: number): string => share.toFixed(3).padStart(9);

function table(name: string): Map<string, readonly Outcome[]> {
  const all = texts[name === "unseen" ? "unseen" : "corpus"];
  const countries = Map.groupBy(all, ({ country }) => country);
  const outcomes = new Map<string, readonly Outcome[]>();
  const lines = [`${name}: precision and recall, ours | the library's`];
  for (const [country, texts] of countries) {
    const our = texts.map((text) => compare(text, ours));
    const [us, them] = [score(our), score(texts.map((text) => compare(text, library)))];
    lines.push(
      `${country}${shown(us.precision)}${shown(us.recall)} |${shown(them.precision)}${shown(them.recall)}  (${us.numbers} numbers)`,
    );
    outcomes.set(country, our);
  }
  console.log(lines.join("\n"));
  return outcomes;
}

describe.each(folders)("telephone numbers in the texts of %s", (folder) => {
  const outcomes = table(folder);

  it.each([...outcomes.keys()])("are found, and nothing else: %s", (country) => {
    const of = outcomes.get(country) ?? [];
    const { precision, recall } = score(of);
    const failed = of
      .filter(({ wrong, missed }) => wrong.length + missed.length > 0)
      .map(({ text, wrong, missed }) => ({ text: text.text, wrong, missed }));
    expect(precision, JSON.stringify(failed)).toBeGreaterThanOrEqual(gate.precision);
    expect(recall, JSON.stringify(failed)).toBeGreaterThanOrEqual(gate.recall);
  });
});
