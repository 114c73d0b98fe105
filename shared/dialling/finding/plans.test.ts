import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { describe, expect, it } from "vitest";
import { callingCodeOf, isMobile, mayBePlusless, readDigits, readPlusless, shownAtHome } from "./plans.ts";

const countries = ["FR", "DE", "GB", "US", "CA", "CH", "BE", "ES", "AT", "NL", "IT"] as const;

/** Digits that begin as somebody would dial them. */
const digits = fc
  .tuple(
    fc.constantFrom(
      "",
      "0",
      "00",
      "0033",
      "0049",
      "0044",
      "00490",
      "33",
      "49",
      "41",
      "43",
      "31",
      "32",
      "34",
      "39",
      "1",
      "440",
    ),
    fc.stringMatching(/^\d{4,12}$/u),
  )
  .map(([beginning, rest]) => beginning + rest);

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
    expect([mayBePlusless("33199001111"), mayBePlusless("33099001111"), mayBePlusless("2109900111")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("are read as the library would, world-wide and at home, and written at home as it would write them", () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(...countries), fc.boolean(), (digits, country, plus) => {
        const reading = readDigits(digits, plus, country);
        const world = plus ? `+${digits}` : undefined;
        const parsed = world === undefined ? undefined : parsePhoneNumberFromString(world, { extract: false });
        if (/^[1-9]/u.test(digits) && plus)
          expect(reading?.number).toBe(
            parsed?.isValid() === true && parsed.nationalNumber.length > 4 && parsed.number.length < 17
              ? parsed.number
              : undefined,
          );
        if (reading === undefined) return;
        const same = parsePhoneNumberFromString(reading.number);
        expect(same?.isValid()).toBe(true);
        expect([reading.code, reading.national]).toEqual([same?.countryCallingCode, same?.nationalNumber]);
        // One that shares its beginning may have been shown before: the digits differ at the end, their groups do not.
        expect(shownAtHome(reading).replace(/\d/gu, "0")).toBe(same?.formatNational().replace(/\d/gu, "0"));
      }),
      { numRuns: 3000 },
    );
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
