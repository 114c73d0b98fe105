import { callingCodeOf, lengthsOf, readHome, readPublic, writtenAtHome, type Public } from "./numbering.ts";

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

/** Reads digits as a number whose country's code has lost its plus; nearly any digits can be read so. */
export const readPlusless = (digits: string): Reading | undefined =>
  digits.length > 8 ? readWorldwide(digits, "plusless") : undefined;

/** Of a world-wide number; the zero that its country dials at home may stand behind its code (`+44 (0)20…`). */
function readWorldwide(digits: string, form: Form): Reading | undefined {
  const found = /^[1-9]\d{6,14}$/u.test(digits) ? readPublic(digits) : undefined;
  return found && readingOf(found, form);
}

/** Countries that write a zero before an area at home, and such as write nothing; of others the plan's own way of writing tells. */
const zeroAtHome = new Set(["FR", "DE", "GB", "CH", "BE", "AT", "NL"]);
const withoutTrunk = new Set(["ES", "IT", "US", "CA"]);

function isWrittenAtHome(digits: string, found: Public, country: string): boolean {
  const { code, national } = found;
  if (zeroAtHome.has(country)) return digits === `0${national}`;
  const asPlanned = (): boolean => writtenAtHome(found).replace(/\D/gu, "") === digits;
  if (digits === national) return withoutTrunk.has(country) || asPlanned();
  return code === "1" ? digits === `1${national}` : asPlanned();
}

/** The cheap look before the plan is read: the zero where it must stand, and a length that the plan has; Hungary dials `06` before its areas. */
function mayBeAtHome(digits: string, country: string): boolean {
  const lengths = lengthsOf(country);
  if (zeroAtHome.has(country)) return digits.startsWith("0") && lengths.includes(digits.length - 1);
  return [0, 1, 2].some((trunk) => lengths.includes(digits.length - trunk));
}

/** Where a country writes a zero before its areas, digits without it are something else. */
function readAtHome(digits: string, country: string): Reading | undefined {
  const found = mayBeAtHome(digits, country) ? readHome(digits, country) : undefined;
  return found && isWrittenAtHome(digits, found, country) ? readingOf(found, "national") : undefined;
}

function readingOf({ code, national }: Public, form: Form): Reading | undefined {
  const number = `+${code}${national}`;
  // E.164 has fifteen digits at most, though a plan may have room for more.
  return national.length < shortest || number.length > 16 ? undefined : { number, code, national, form };
}

const shown = new Map<string, string>();
const mostShown = 4000;

/** So many digits decide how a number is grouped, besides its length. */
const deciding = 7;

/** How the plan writes such a number at home: this one, or one that differs in its last digits alone. */
export function shownAtHome(reading: Reading): string {
  const { code, national } = reading;
  const key = `${code} ${national.slice(0, deciding)} ${national.length}`;
  let form = shown.get(key);
  if (form === undefined) {
    form = writtenAtHome(reading);
    if (shown.size >= mostShown) shown.clear();
    shown.set(key, form);
  }
  return form;
}
