import {
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/core";
import plans from "libphonenumber-js/min/metadata";

/** How digits were read: with the plus, with what is dialled before a country, as at home, or as a country's code that lacks its plus. */
export type Form = "plus" | "idd" | "national" | "plusless";

/** Digits read in a numbering plan: the number for the whole world, its country's code, what stands behind that, and how it was written. */
export type Reading = Readonly<{ number: string; code: string; national: string; form: Form }>;

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

/** Reads digits as a number whose country's code has lost its plus; nearly any digits can be read so, and `mayBe` has looked at them. */
export const readPlusless = (digits: string): Reading | undefined => readWorldwide(digits, "plusless");

/** The cheap look before `readPlusless`. */
export const mayBePlusless = (digits: string): boolean => /^[1-9]\d{8,14}$/u.test(digits) && mayBeOfWorld(digits);

/** Of a world-wide number; the zero that its country dials at home may stand behind its code (`+44 (0)20…`). */
function readWorldwide(digits: string, form: Form): Reading | undefined {
  if (!/^[1-9]\d{6,14}$/u.test(digits) || !mayBeOfWorld(digits)) return undefined;
  const code = digits.slice(0, 2);
  if (alone.has(code)) return readAlone(code, digits.slice(2), form);
  const parsed = parsePhoneNumberFromString(`+${digits}`, { extract: false }, plans);
  return parsed && reading(parsed, form);
}

/** Of a country that has its calling code for itself: its plan says all, and the library would say the same (see the test). */
function readAlone(code: string, rest: string, form: Form): Reading | undefined {
  const shape = shapeOf(code);
  const hasZero = code !== "34" && rest.startsWith("0") && shape?.test(rest.slice(1)) === true;
  const national = hasZero ? rest.slice(1) : rest;
  return shape?.test(national) === true ? readingOf(code, national, form) : undefined;
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
  const hasLength =
    (!zeroAtHome.has(country) && known.has(digits.length)) || (digits.length > 1 && known.has(digits.length - 1));
  if (!hasLength) return false;
  const shape = shapeOf(callingCodeOf(country) ?? "");
  if (shape === undefined) return true;
  return zero && zeroAtHome.has(country)
    ? shape.test(digits.slice(1))
    : shape.test(digits) || shape.test(digits.slice(1));
}

/** Of them, those that one country has for itself. */
const alone = new Set(["31", "32", "33", "34", "41", "43", "49"]);

/** Calling codes of the countries above: nothing but a zero or a one stands before their numbers at home. */
const plain = new Set(["1", "31", "32", "33", "34", "39", "41", "43", "44", "49"]);

const shapes = new Map<string, RegExp | undefined>();

/** What a number of that calling code is like without it, where the plan says all; the library takes twenty times as long to say no. */
function shapeOf(code: string): RegExp | undefined {
  if (!plain.has(code)) return undefined;
  let shape = shapes.get(code);
  if (shape === undefined) {
    const patterns = (plans.country_calling_codes[code] ?? []).map((country) => String(plans.countries[country]?.[2]));
    shape = new RegExp(`^(?:${[...new Set(patterns)].join("|")})$`, "u");
    shapes.set(code, shape);
  }
  return shape;
}

/** The cheap look before a number of the world is read: its country's code, and the plan behind it. */
function mayBeOfWorld(digits: string): boolean {
  for (const length of [1, 2, 3]) {
    const code = digits.slice(0, length);
    if (!(code in plans.country_calling_codes) && !(code in plans.nonGeographic)) continue;
    const shape = shapeOf(code);
    const rest = digits.slice(length);
    return shape === undefined || shape.test(rest) || (/^[01]/u.test(rest) && shape.test(rest.slice(1)));
  }
  return false;
}

/** Where a country writes a zero before its areas, digits without it are something else. */
function readAtHome(digits: string, country: string): Reading | undefined {
  const code = callingCodeOf(country);
  if (code === undefined || !mayBeAtHome(digits, country as CountryCode)) return undefined;
  if (alone.has(code)) return readAlone(code, zeroAtHome.has(country) ? digits.slice(1) : digits, "national");
  const parsed = parsePhoneNumberFromString(digits, { defaultCountry: country as CountryCode, extract: false }, plans);
  if (parsed?.countryCallingCode !== code) return undefined;
  return isWrittenAtHome(digits, parsed, country as CountryCode) ? reading(parsed, "national") : undefined;
}

function reading(parsed: PhoneNumber, form: Form): Reading | undefined {
  return parsed.isValid() ? readingOf(parsed.countryCallingCode, parsed.nationalNumber, form) : undefined;
}

function readingOf(code: string, national: string, form: Form): Reading | undefined {
  const number = `+${code}${national}`;
  // E.164 has fifteen digits at most, though a plan may have room for more.
  return national.length < shortest || number.length > 16 ? undefined : { number, code, national, form };
}

const shown = new Map<string, string>();
const mostShown = 4000;

/** So many digits decide how a number is grouped, besides its length. */
const deciding = 7;

/** How the plan writes such a number at home: this one, or one that differs in its last digits alone. */
export function shownAtHome({ number, code, national }: Reading): string {
  const key = `${code} ${national.slice(0, deciding)} ${national.length}`;
  let form = shown.get(key);
  if (form === undefined) {
    form = parsePhoneNumberFromString(number, { extract: false }, plans)?.formatNational() ?? national;
    if (shown.size >= mostShown) shown.clear();
    shown.set(key, form);
  }
  return form;
}

const callingCodes = new Map<string, string | undefined>();

/** A country's calling code, or nothing. */
export function callingCodeOf(country: string): string | undefined {
  if (callingCodes.has(country)) return callingCodes.get(country);
  const code = isSupportedCountry(country as CountryCode, plans)
    ? getCountryCallingCode(country as CountryCode, plans)
    : undefined;
  callingCodes.set(country, code);
  return code;
}
