import { describe, expect, it } from "vitest";
import { candidatesOf } from "./candidate.ts";
import { chooseAmong, type Judged } from "./choose.ts";
import { chainsOf } from "./groups.ts";
import type { Verdict } from "./weigh.ts";

const verdict = (weight: number): Verdict => ({ weight, why: "well-grouped", whyNot: "unusual", fax: false });

/** Every candidate of a text with one verdict, and which of them are taken. */
function chosen(text: string, weightOf: (shown: string) => number): string[] {
  const [chain] = chainsOf(text);
  if (chain === undefined) return [];
  const shown = ({ candidate }: Judged): string => text.slice(candidate.start, candidate.end);
  const judged = candidatesOf(text, chain, "DE").map((candidate) => ({
    candidate,
    verdict: verdict(weightOf(text.slice(candidate.start, candidate.end))),
  }));
  return chooseAmong(judged, chain.groups.length).map(shown);
}

describe("of candidates that share digits", () => {
  it("the weightiest together are taken, and of equal ones the longest", () => {
    expect(chosen("030 23125 010", () => 3)).toEqual(["030 23125 010"]);
    expect(chosen("030 231250 040 669690", (shown) => (shown.length === 10 ? 4 : 3))).toEqual([
      "030 231250",
      "040 669690",
    ]);
    expect(chosen("030 23125 010", () => 1)).toEqual([]);
  });
});
