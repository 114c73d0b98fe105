import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/min";
import type { DialPlan } from "../protocol/dialling.ts";
import { isEmergency } from "./emergency.ts";
import { outsideForm } from "./outside-form.ts";
import { plainNumber } from "./plain-digits.ts";

/**
 * What the dial plan made of a text:
 * - `address`: a SIP address, called as it is
 * - `emergency`: an emergency service, dialled as it is whatever else the plan says
 * - `internal`: a number of one of the PBX's own lengths or ranges, dialled as it is
 * - `service`: a code with `*` or `#`, dialled as it is
 * - `outside`: a number of the public network; `e164` is its world-wide form, `dial` what leaves
 * - `asTyped`: digits that no plan knows; the PBX may, so they leave as they came
 */
export type Dialled =
  | Readonly<{ kind: "address"; dial: string }>
  | Readonly<{ kind: "emergency" | "internal" | "service" | "asTyped"; dial: string }>
  | Readonly<{ kind: "outside"; dial: string; e164: string }>;

/** Why a text cannot be dialled; both are failure codes of the wire. */
export type NotDialable = Readonly<{ kind: "refused"; reason: "number-empty" | "number-not-dialable" }>;

const longest = 40;
const addressForm =
  /^[\w.!~*'()&=+$,;?/%-]+@[\w.-]+(?::\d{1,5})?$|^[\w.!~*'()&=+$,;?/%-]+@\[[\da-f:.]+\](?::\d{1,5})?$/iu;

/**
 * One step of the way from a text to what leaves, and what it gives:
 * - `read`: the digits without what people write between them
 * - `short-code`: what a short code of the user's stands for
 * - `emergency`, `service`, `internal`, `as-typed`, `address`: what it was taken for; it leaves as it is
 * - `public`: a number of the public network, world-wide; `local`: the same, of a number without its area code
 * - `national`, `international`: the form that the PBX wants
 * - `prefix`: with what the PBX wants before it
 */
export type DialStep = Readonly<{
  step:
    | "read"
    | "short-code"
    | "emergency"
    | "service"
    | "internal"
    | "as-typed"
    | "address"
    | "public"
    | "local"
    | "national"
    | "international"
    | "prefix";
  result: string;
}>;

/** What a text leads to, and by which steps; none where it cannot be dialled. */
export type Explained = Readonly<{ steps: readonly DialStep[]; dialled: Dialled | NotDialable }>;

/**
 * Reads what a person typed, pasted, clicked or selected and says what to dial.
 * Never throws; the text may come from a page.
 */
export function planDial(text: string, plan: DialPlan): Dialled | NotDialable {
  return explainDial(text, plan).dialled;
}

/** The same with every step. */
export function explainDial(text: string, plan: DialPlan): Explained {
  const bare = withoutScheme(plainNumber(text).trim());
  if (bare === "") return refused("number-empty");
  if (bare.includes("@"))
    return addressForm.test(bare) ? asItIs({ kind: "address", dial: bare }) : refused("number-not-dialable");
  const number = withoutPunctuation(bare);
  if (!/^\+?[\d*#]+$/u.test(number) || number.length > longest) return refused("number-not-dialable");
  const { steps, dialled } = planNumber(number, plan);
  return { steps: [{ step: "read", result: number }, ...steps], dialled };
}

function refused(reason: NotDialable["reason"]): Explained {
  return { steps: [], dialled: { kind: "refused", reason } };
}

function asItIs(dialled: Exclude<Dialled, { kind: "outside" }>): Explained {
  const step = dialled.kind === "asTyped" ? "as-typed" : dialled.kind;
  return { steps: [{ step, result: dialled.dial }], dialled };
}

/** Emergency services come before everything: no code of the user's own can hide them. */
function planNumber(number: string, plan: DialPlan): Explained {
  if (isEmergency(number, plan.country) || plan.emergencyNumbers.includes(number))
    return asItIs({ kind: "emergency", dial: number });
  const short = plan.shortCodes.find(({ code }) => code === number);
  if (short !== undefined) return behindShortCode(short.number, plan);
  if (/[*#]/u.test(number)) return asItIs({ kind: "service", dial: number });
  if (isInternal(number, plan)) return asItIs({ kind: "internal", dial: number });
  const found = findPublic(number, plan);
  if (found === undefined) return asItIs({ kind: "asTyped", dial: number });
  return outside(found, plan);
}

/** A code stands for a number, never for another code: so no two can lead to each other. */
function behindShortCode(meant: string, plan: DialPlan): Explained {
  const { steps, dialled } = explainDial(meant, { ...plan, shortCodes: [] });
  return { steps: [{ step: "short-code", result: steps[0]?.result ?? meant }, ...steps.slice(1)], dialled };
}

function isInternal(number: string, { internalLengths, internalRanges }: DialPlan): boolean {
  if (number.startsWith("+")) return false;
  return internalLengths.includes(number.length) || internalRanges.some((range) => isIn(number, range));
}

function isIn(number: string, { from, to }: DialPlan["internalRanges"][number]): boolean {
  return number.length === from.length && number >= from && number <= to;
}

type Found = Readonly<{ step: "public" | "local"; number: PhoneNumber }>;

/** A number of the public network; one that is written as neighbours write it gets the area code. */
function findPublic(number: string, { country, areaCode }: DialPlan): Found | undefined {
  const whole = parsePublic(number, country);
  // What was read without its first digits began as national or foreign numbers do.
  const complete = /^[+0]/u.test(number) || (whole !== undefined && whole.nationalNumber !== number);
  const local = areaCode === "" || complete ? undefined : parsePublic(areaCode + number, country);
  if (local !== undefined) return { step: "local", number: local };
  return whole && { step: "public", number: whole };
}

/** The outside prefix stands only before forms that begin with a digit: a leading `+` already says "outside" to every server. */
function outside({ step, number }: Found, plan: DialPlan): Explained {
  const e164 = number.number;
  const { form, dial } = outsideForm(number, plan);
  const first: DialStep = { step, result: e164 };
  if (form === "e164") return { steps: [first], dialled: { kind: "outside", e164, dial } };
  const prefixed = plan.outsidePrefix + dial;
  const steps: readonly DialStep[] = [first, { step: form, result: dial }];
  return {
    steps: plan.outsidePrefix === "" ? steps : [...steps, { step: "prefix", result: prefixed }],
    dialled: { kind: "outside", e164, dial: prefixed },
  };
}

function readIn(country: string): { defaultCountry?: CountryCode; extract: false } {
  return isSupportedCountry(country) ? { defaultCountry: country, extract: false } : { extract: false };
}

/** A number of the public network, or nothing where the digits can be none. */
function parsePublic(number: string, country: string): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(number, readIn(country));
  return parsed?.isPossible() === true ? parsed : undefined;
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
  const bare = withoutScheme(plainNumber(text).trim());
  if (bare.includes("@")) return addressForm.test(bare);
  return /\d|^[*#]/u.test(bare) && /^\+?[\d*#]+$/u.test(withoutPunctuation(bare));
}

function withoutScheme(text: string): string {
  return text
    .replace(/^(?:tel|callto|sips?):(?:\/\/)?/iu, "")
    .replace(/;(?:phone-context|ext|isub|transport|user)=.*$/iu, "");
}

/** Leaves what a telephone can send. `+33 (0)1…` loses the trunk zero that is written for readers at home. */
function withoutPunctuation(text: string): string {
  return text.replace(/^(\+[\d\s.\u00A0\u202F-]*)\(0\)/u, "$1").replace(/[\s.\-‐‑‒–—―/()[\]\u00A0\u202F·•_]/gu, "");
}
