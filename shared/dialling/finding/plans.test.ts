import { describe, expect, it } from "vitest";
import { callingCodeOf, isMobile, readDigits, readPlusless } from "./plans.ts";

describe("digits in a plan", () => {
  it.each([
    ["0199001111", false, "FR", "+33199001111"],
    ["199001111", false, "FR", undefined],
    ["0033199001111", false, "FR", "+33199001111"],
    ["33199001111", true, "DE", "+33199001111"],
    ["01133199001111", false, "US", "+33199001111"],
    ["12125550123", false, "US", "+12125550123"],
    ["2125550123", false, "US", "+12125550123"],
    ["912345678", false, "ES", "+34912345678"],
    ["0612345678", false, "IT", "+390612345678"],
    ["116117", false, "DE", undefined],
    ["090000000000000000", false, "DE", undefined],
    ["0199001111", false, "XX", undefined],
  ])("%s (plus: %s) in %s: %s", (digits, plus, country, number) => {
    expect(readDigits(digits, plus, country)?.number).toBe(number);
  });

  it("may lack the plus of their country", () => {
    expect(readPlusless("33199001111")).toMatchObject({ number: "+33199001111", form: "plusless" });
    expect(readPlusless("0199001111")).toBeUndefined();
  });

  it("are a mobile telephone's, or not", () => {
    const mobile = (digits: string): boolean => {
      const reading = readDigits(digits, false, "FR");
      return reading !== undefined && isMobile(reading);
    };
    expect([mobile("0639981234"), mobile("0199001234")]).toEqual([true, false]);
  });

  it("have their country's code", () => {
    expect([callingCodeOf("AT"), callingCodeOf("XX")]).toEqual(["43", undefined]);
  });
});
