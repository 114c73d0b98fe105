import { describe, expect, it } from "vitest";
import { candidatesOf, type Candidate } from "./candidate.ts";
import { chainsOf } from "./groups.ts";

const candidates = (text: string, country: string): Candidate[] =>
  chainsOf(text).flatMap((chain) => candidatesOf(text, chain, country));

/** The widest reading of a text, and how well it is grouped. */
function widest(text: string, country: string): unknown {
  const [best] = candidates(text, country).toSorted((one, other) => other.end - other.start - (one.end - one.start));
  return best && [text.slice(best.start, best.end), best.reading.number, best.grouping];
}

describe("a candidate", () => {
  it.each([
    ["FR", "01 99 00 11 11", "01 99 00 11 11", "+33199001111", "canonical"],
    ["FR", "0199001111", "0199001111", "+33199001111", "bare"],
    ["FR", "x +33 (0)1 99 00 11 11", "+33 (0)1 99 00 11 11", "+33199001111", "canonical"],
    ["FR", "(+33) 1 99 00 11 11", "(+33) 1 99 00 11 11", "+33199001111", "canonical"],
    ["FR", "019 900 11 11", "019 900 11 11", "+33199001111", "odd"],
    ["DE", "0 30 / 2 31 25-0 10", "0 30 / 2 31 25-0 10", "+493023125010", "loose"],
    ["DE", "0171/39 20 000", "0171/39 20 000", "+491713920000", "usual"],
    ["AT", "05 0555-1234", "05 0555-1234", "+43505551234", "usual"],
    ["IT", "+39 (0)6 1234 5678", "+39 (0)6 1234 5678", "+390612345678", "loose"],
    ["US", "1 (212) 555-0123", "1 (212) 555-0123", "+12125550123", "usual"],
    ["US", "(212) 555-0123", "(212) 555-0123", "+12125550123", "canonical"],
    ["ES", "912.345.678", "912.345.678", "+34912345678", "usual"],
    ["FR", "Tel. 33 1 99 00 11 11", "33 1 99 00 11 11", "+33199001111", "canonical"],
  ])("%s: %s", (country, text, shown, number, grouping) => {
    expect(widest(text, country)).toEqual([shown, number, grouping]);
  });

  it("spans no blank line, and no third line", () => {
    expect(candidates("01 99\n\n00 11 11", "FR")).toEqual([]);
    expect(candidates("01 99\n00 11 11", "FR")).toHaveLength(1);
    expect(candidates("01\n99\n00\n11\n11", "FR")).toEqual([]);
  });
});
