import {
  Metadata,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/min";
import type { DialPlan } from "../protocol/dialling.ts";
import { withPlainDigits } from "./plain-digits.ts";

/**
 * What the dial plan made of a text:
 * - `address`: a SIP address, called as it is
 * - `internal`: a number of the PBX's own length, dialled as it is
 * - `service`: a code with `*` or `#`, dialled as it is
 * - `outside`: a number of the public network; `e164` is its world-wide form, `dial` what leaves
 * - `asTyped`: digits that no plan knows; the PBX may, so they leave as they came
 */
export type Dialled =
  | Readonly<{ kind: "address"; dial: string }>
  | Readonly<{ kind: "internal" | "service" | "asTyped"; dial: string }>
  | Readonly<{ kind: "outside"; dial: string; e164: string }>;

/** Why a text cannot be dialled; both are failure codes of the wire. */
export type NotDialable = Readonly<{ kind: "refused"; reason: "number-empty" | "number-not-dialable" }>;

const longest = 40;
const addressForm =
  /^[\w.!~*'()&=+$,;?/%-]+@[\w.-]+(?::\d{1,5})?$|^[\w.!~*'()&=+$,;?/%-]+@\[[\da-f:.]+\](?::\d{1,5})?$/iu;

/**
 * Reads what a person typed, pasted, clicked or selected and says what to dial.
 * Never throws; the text may come from a page.
 */
export function planDial(text: string, plan: DialPlan): Dialled | NotDialable {
  const bare = withoutScheme(plainDigits(text).trim());
  if (bare === "") return { kind: "refused", reason: "number-empty" };
  if (bare.includes("@")) return addressForm.test(bare) ? { kind: "address", dial: bare } : notDialable;
  const number = withoutPunctuation(bare);
  if (!/^\+?[\d*#]+$/u.test(number) || number.length > longest) return notDialable;
  return planNumber(number, plan);
}

const notDialable: NotDialable = { kind: "refused", reason: "number-not-dialable" };

function planNumber(number: string, plan: DialPlan): Dialled {
  if (/[*#]/u.test(number)) return { kind: "service", dial: number };
  if (!number.startsWith("+") && plan.internalLengths.includes(number.length))
    return { kind: "internal", dial: number };
  const parsed = parsePublic(number, plan.country);
  if (parsed === undefined) return { kind: "asTyped", dial: number };
  return { kind: "outside", e164: parsed.number, dial: outsideForm(parsed, plan) };
}

function readIn(country: string): { defaultCountry?: CountryCode; extract: false } {
  return isSupportedCountry(country) ? { defaultCountry: country, extract: false } : { extract: false };
}

/** A number of the public network, or nothing where the digits can be none. */
function parsePublic(number: string, country: string): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(number, readIn(country));
  return parsed?.isPossible() === true ? parsed : undefined;
}

/**
 * The form in which the PBX wants an outside number. The outside prefix stands only before forms that begin with a digit:
 * a leading `+` already says "outside" to every server.
 */
function outsideForm(number: PhoneNumber, plan: DialPlan): string {
  switch (plan.outsideFormat) {
    case "e164":
      return number.number;
    case "international":
      return plan.outsidePrefix + internationalForm(number, plan.country);
    case "national":
      return plan.outsidePrefix + nationalForm(number, plan.country);
  }
}

function nationalForm(number: PhoneNumber, country: string): string {
  const samePlan = number.countryCallingCode === callingCode(country);
  return samePlan ? withoutPunctuation(number.formatNational()) : internationalForm(number, country);
}

function internationalForm(number: PhoneNumber, country: string): string {
  return internationalPrefix(country) + number.countryCallingCode + number.nationalNumber;
}

function callingCode(country: string): string | undefined {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : undefined;
}

/** What is dialled in a country before a foreign number (ITU-T E.164 recommends `00`; North America has `011`). */
function internationalPrefix(country: string): string {
  if (!isSupportedCountry(country)) return "00";
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const prefix = metadata.numberingPlan?.IDDPrefix() ?? "00";
  return /^\d+$/u.test(prefix) ? prefix : (metadata.numberingPlan?.defaultIDDPrefix() ?? "00");
}

/** How a number is shown to a person: national within the plan's country, international elsewhere, untouched when it is not public. */
export function showNumber(number: string, country: string): string {
  if (!/^\+?\d{6,15}$/u.test(number)) return number;
  const parsed = parsePhoneNumberFromString(number, readIn(country));
  if (parsed?.isValid() !== true) return number;
  return parsed.country === country ? parsed.formatNational() : parsed.formatInternational();
}

/** Does this look like something to dial rather than a name to search? Decides what the panel's field offers. */
export function looksDialable(text: string): boolean {
  const bare = withoutScheme(plainDigits(text).trim());
  if (bare.includes("@")) return addressForm.test(bare);
  return /\d|^[*#]/u.test(bare) && /^\+?[\d*#]+$/u.test(withoutPunctuation(bare));
}

function withoutScheme(text: string): string {
  return text
    .replace(/^(?:tel|callto|sips?):(?:\/\/)?/iu, "")
    .replace(/;(?:phone-context|ext|isub|transport|user)=.*$/iu, "");
}

/** Every decimal digit of Unicode as ASCII, and the plus of other widths; invisible marks (bidi, joiners, soft hyphens) are dropped. */
function plainDigits(text: string): string {
  const visible = text.slice(0, 400).replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, "");
  return withPlainDigits(visible.replace(/\uFF0B/gu, "+"));
}

/** Leaves what a telephone can send. `+33 (0)1…` loses the trunk zero that is written for readers at home. */
function withoutPunctuation(text: string): string {
  return text.replace(/^(\+[\d\s.\u00A0\u202F-]*)\(0\)/u, "$1").replace(/[\s.\-‐‑‒–—―/()[\]\u00A0\u202F·•_]/gu, "");
}
