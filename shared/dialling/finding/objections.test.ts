import { describe, expect, it } from "vitest";
import { candidatesOf } from "./candidate.ts";
import { chainsOf } from "./groups.ts";
import { objectionsTo } from "./objections.ts";

/** What is said against each number that a text could hold. */
function against(text: string, country: string, joins = false): string[] {
  const candidates = chainsOf(text).flatMap((chain) => candidatesOf(text, chain, country));
  const reasons = candidates.flatMap((candidate) => objectionsTo(text, candidate, () => joins));
  return [...new Set(reasons.flatMap((reason) => ("whyNot" in reason ? [reason.whyNot] : [])))];
}

describe("against a candidate speaks", () => {
  it.each([
    ["FR", "0199001111 €", "amount"],
    ["FR", "€ 0199001111", "amount"],
    ["FR", "0199001111 kWh", "amount"],
    ["ES", "912.345.678", "amount"],
    ["IT", "340 000 000.00", "amount"],
    ["FR", "AB0199001111", "part-of-word"],
    ["FR", "AB-0199001111", "part-of-word"],
    ["FR", "0199001111Z", "part-of-word"],
    ["FR", "3,0199001111", "part-of-longer"],
    ["FR", "01 99 00 11 11 7", "part-of-longer"],
    ["FR", "https://x.test/0199001111", "address"],
    ["FR", "0199001111@x.test", "address"],
    ["FR", "0199001111.pdf", "address"],
    ["DE", "03.05.2024", "date"],
    ["FR", "03 14 22 31 45", "drawn"],
    ["IT", "Lotto Bari 33 31 23 45 67, Milano 02 55 50 12 88", "drawn"],
    ["IT", "sinistro 02/2025/0555", "date"],
    ["IT", "tel. 0471 555012 - 3 stelle S", "amount"],
    ["DE", "Roma - 030 23125612 - 12 Sorten - ab 6", "amount"],
    ["AT", "auf Anfrage (0664 123 ...)", "part-of-longer"],
    ["BE", "0403.170.701", "checksum"],
    ["CA", "Permis T5145-550101", "part-of-word"],
    ["DE", "IBAN DE89 3704 0044 0532 0130 00", "checksum"],
  ])("%s: %s: %s", (country, text, reason) => {
    expect(against(text, country)).toContain(reason);
  });

  it.each([
    ["FR", "Tel0199001111"],
    ["FR", "01 99 00 11 11Email"],
    ["FR", "01 99 00 11 11."],
    ["FR", "01 62 00 61 19 m'appelle"],
    ["FR", "tel:0199001111"],
    ["US", "415-555-0132x12"],
    ["FR", "0 892 70 12 34 (0,35 €/min)"],
  ])("nothing where %s reads %s", (country, text) => {
    expect(against(text, country, true)).toEqual([]);
  });
});
