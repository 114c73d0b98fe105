import fc from "fast-check";
import {
  getCountryCallingCode,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/min";
import { describe, expect, it } from "vitest";
import { callingCodeOf } from "./numbering.ts";
import { isMobile, readDigits, readPlusless, shownAtHome } from "./plans.ts";

const countries = [
  ...(["FR", "DE", "GB", "US", "CA", "CH", "BE", "ES", "AT", "NL", "IT"] as const),
  // Plans that share a code, transform numbers, or have more than one prefix.
  ...(["JM", "JE", "KZ", "NO", "BR", "MX", "AR", "JP", "AU", "HU"] as const),
];

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

const zeroAtHome = new Set<string>(["FR", "DE", "GB", "CH", "BE", "AT", "NL"]);
const nothingAtHome = new Set<string>(["ES", "IT", "US", "CA"]);

/** A number that can be dialled from anywhere. */
function usable(parsed: PhoneNumber | undefined): PhoneNumber | undefined {
  return parsed?.isValid() === true && parsed.nationalNumber.length > 4 && parsed.number.length < 17
    ? parsed
    : undefined;
}

/** The same by the library alone, with our rules of how people write at home. */
function asLibrary(digits: string, plus: boolean, country: CountryCode): PhoneNumber | undefined {
  const code = getCountryCallingCode(country);
  const abroad = code === "1" ? "011" : "00";
  const world = plus ? digits : digits.startsWith(abroad) ? digits.slice(abroad.length) : undefined;
  if (world !== undefined)
    return /^[1-9]\d{6,14}$/u.test(world)
      ? usable(parsePhoneNumberFromString(`+${world}`, { extract: false }))
      : undefined;
  const parsed = usable(parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false }));
  if (parsed?.countryCallingCode !== code) return undefined;
  const { nationalNumber } = parsed;
  // Canada has numbers of seven digits for the whole country (310-XXXX); nobody reaches them so from another of the code.
  if (code === "1" && country !== "CA" && nationalNumber.length < 10) return undefined;
  const planned = parsed.formatNational().replace(/\D/gu, "") === digits;
  if (zeroAtHome.has(country)) return digits === `0${nationalNumber}` ? parsed : undefined;
  if (digits === nationalNumber) return nothingAtHome.has(country) || planned ? parsed : undefined;
  return (code === "1" ? digits === `1${nationalNumber}` : planned) ? parsed : undefined;
}

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
    ["06701234567", false, "HU", "+36701234567"],
    ["090000000000000000", false, "DE", undefined],
    ["0199001111", false, "XX", undefined],
  ])("%s (plus: %s) in %s: %s", (digits, plus, country, number) => {
    expect(readDigits(digits, plus, country)?.number).toBe(number);
  });

  it("may lack the plus of their country", () => {
    expect(readPlusless("33199001111")).toMatchObject({ number: "+33199001111", form: "plusless" });
    expect(readPlusless("0199001111")).toBeUndefined();
    const isOne = (digits: string): boolean => readPlusless(digits) !== undefined;
    expect([isOne("33199001111"), isOne("33099001111"), isOne("2109900111")]).toEqual([true, false, false]);
  });

  it("are read as the library reads them, world-wide and at home, and written at home as it would write them", () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(...countries), fc.boolean(), (digits, country, plus) => {
        const reading = readDigits(digits, plus, country);
        const theirs = asLibrary(digits, plus, country);
        expect(reading?.number).toBe(theirs?.number);
        if (reading === undefined || theirs === undefined) return;
        expect([reading.code, reading.national]).toEqual([theirs.countryCallingCode, theirs.nationalNumber]);
        // One that shares its beginning may have been shown before: the digits differ at the end, their groups do not.
        expect(shownAtHome(reading).replace(/\d/gu, "0")).toBe(theirs.formatNational().replace(/\d/gu, "0"));
      }),
      { numRuns: 5000 },
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
