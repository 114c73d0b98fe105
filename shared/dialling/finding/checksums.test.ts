import { describe, expect, it } from "vitest";
import { isBelgianEnterprise, isEan13, isIban, isIsbn10, isLuhn } from "./checksums.ts";

describe("check digits", () => {
  it.each([
    [isLuhn, "4111111111111111", "4111111111111112"],
    [isLuhn, "73282932000074", "73282932000075"],
    [isIban, "DE89370400440532013000", "DE89370400440532013001"],
    [isIban, "GB29NWBK60161331926819", "GB29NWBK60161331926818"],
    [isIsbn10, "0306406152", "0306406153"],
    [isEan13, "9780306406157", "9780306406158"],
    [isBelgianEnterprise, "0403170701", "0403170702"],
  ] as const)("%o holds for %s and not for %s", (check, right, wrong) => {
    expect([check(right), check(wrong)]).toEqual([true, false]);
  });
});
