import { Metadata } from "libphonenumber-js/core";
import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/min";
import plans from "libphonenumber-js/min/metadata";

/** How digits were read: with the plus, with what is dialled before a country, as at home, or as a country's code that lacks its plus. */
export type Form = "plus" | "idd" | "national" | "plusless";

/** Digits read in a numbering plan: the number for the whole world, how it was written, and how the library has it. */
export type Reading = Readonly<{ number: string; code: string; form: Form; parsed: PhoneNumber }>;

/** Plans of open length call four digits valid; nobody writes such a number with its area. */
const shortest = 5;

/** Which digits begin a mobile number, by calling code; in North America they are as all others. */
const mobile: Readonly<Record<string, RegExp>> = {
  "31": /^6/u,
  "32": /^4[5-9]/u,
  "33": /^[67]/u,
  "34": /^[67]/u,
  "39": /^3/u,
  "41": /^7[5-9]/u,
  "43": /^6[5-9]/u,
  "44": /^7[1-9]/u,
  "49": /^1[5-7]/u,
};

/** Is it a mobile telephone's? People write these in one run more than others. */
export function isMobile({ number, code }: Reading): boolean {
  return mobile[code]?.test(number.slice(1 + code.length)) ?? false;
}

/** Reads digits as a number of the public network, at home in `country`; nothing where they are none. */
export function readDigits(digits: string, plus: boolean, country: string): Reading | undefined {
  if (digits.length < shortest || digits.length > 20) return undefined;
  if (plus) return readWorldwide(digits, "plus");
  const idd = callingCodeOf(country) === "1" ? "011" : "00";
  if (digits.startsWith(idd)) return readWorldwide(digits.slice(idd.length), "idd");
  return readAtHome(digits, country);
}

/** Reads digits as a number whose country's code has lost its plus; nearly any digits can be read so. */
export function readPlusless(digits: string): Reading | undefined {
  return /^[1-9]\d{8,14}$/u.test(digits) ? readWorldwide(digits, "plusless") : undefined;
}

/** Of a world-wide number; the zero that its country dials at home may stand behind its code (`+44 (0)20…`). */
function readWorldwide(digits: string, form: Form): Reading | undefined {
  if (!/^[1-9]\d{6,14}$/u.test(digits)) return undefined;
  const parsed = parsePhoneNumberFromString(`+${digits}`, { extract: false });
  return parsed && reading(parsed, form);
}

/** Countries that write a zero before an area at home, and such as write nothing; of others the library's own way of writing tells. */
const zeroAtHome = new Set(["FR", "DE", "GB", "CH", "BE", "AT", "NL"]);
const withoutTrunk = new Set(["ES", "IT", "US", "CA"]);

const lengths = new Map<CountryCode, ReadonlySet<number>>();

function isWrittenAtHome(digits: string, parsed: PhoneNumber, country: CountryCode): boolean {
  const { nationalNumber } = parsed;
  if (zeroAtHome.has(country)) return digits === `0${nationalNumber}`;
  if (digits === nationalNumber)
    return withoutTrunk.has(country) || parsed.formatNational().replace(/\D/gu, "") === digits;
  return parsed.countryCallingCode === "1"
    ? digits === `1${nationalNumber}`
    : parsed.formatNational().replace(/\D/gu, "") === digits;
}

/** The cheap look before the plan is read: the zero where it must stand, and a length that the plan has. */
function mayBeAtHome(digits: string, country: CountryCode): boolean {
  const zero = digits.startsWith("0");
  if (zeroAtHome.has(country) && !zero) return false;
  let known = lengths.get(country);
  if (known === undefined) {
    const metadata = new Metadata(plans);
    metadata.selectNumberingPlan(country);
    known = new Set(metadata.numberingPlan?.possibleLengths());
    lengths.set(country, known);
  }
  return (!zeroAtHome.has(country) && known.has(digits.length)) || (digits.length > 1 && known.has(digits.length - 1));
}

/** Where a country writes a zero before its areas, digits without it are something else. */
function readAtHome(digits: string, country: string): Reading | undefined {
  if (!isSupportedCountry(country) || !mayBeAtHome(digits, country)) return undefined;
  const parsed = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
  if (parsed?.countryCallingCode !== getCountryCallingCode(country)) return undefined;
  return isWrittenAtHome(digits, parsed, country) ? reading(parsed, "national") : undefined;
}

function reading(parsed: PhoneNumber, form: Form): Reading | undefined {
  // E.164 has fifteen digits at most, though a plan may have room for more.
  if (!parsed.isValid() || parsed.nationalNumber.length < shortest || parsed.number.length > 16) return undefined;
  return { number: parsed.number, code: parsed.countryCallingCode, form, parsed };
}

/** A country's calling code, or nothing. */
export function callingCodeOf(country: string): string | undefined {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : undefined;
}
