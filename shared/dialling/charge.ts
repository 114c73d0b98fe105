import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** What makes a number dear: the services behind it, a share of them, or the way to it. */
export type Charge = "premium" | "shared-cost" | "satellite";

/** What the numbering plans of the world tell of a public number: what it costs more for, and its country (ISO 3166), where it has one. */
export type NumberKind = Readonly<{ charge: Charge | null; country: string | null }>;

/** Networks above the earth, beside the countries: Inmarsat, the global satellite systems, and those among the global networks (ITU-T E.164 annex). */
const aboveTheEarth = /^\+(?:870|881|8821[036]|88234|88237|8835[0-9]{2}0?)/u;

/** Of a number in its world-wide form (`+33…`). The tables are large: only the companion loads this file. */
export function kindOf(e164: string): NumberKind {
  if (aboveTheEarth.test(e164)) return { charge: "satellite", country: null };
  const parsed = parsePhoneNumberFromString(e164, { extract: false });
  const type = parsed?.getType();
  const charge = type === "PREMIUM_RATE" ? "premium" : type === "SHARED_COST" ? "shared-cost" : null;
  return { charge, country: parsed?.country ?? null };
}

/** Short numbers that cost more and stand in no table of the library: directory enquiries, and France's 3xxx. */
const dearShortNumbers: Readonly<Record<string, readonly (readonly [RegExp, Charge])[]>> = {
  AT: [[/^118\d{2,3}$/u, "premium"]],
  CH: [[/^18(?:11|18)$/u, "premium"]],
  DE: [[/^118\d{2,3}$/u, "premium"]],
  ES: [[/^118\d{2}$/u, "premium"]],
  FR: [
    [/^118\d{3}$/u, "premium"],
    [/^3[2-9]\d{2}$/u, "shared-cost"],
  ],
  GB: [[/^118\d{3}$/u, "premium"]],
  IE: [[/^118\d{2}$/u, "premium"]],
};

/** Of a number that is dialled as it is, in that country. */
export function chargeOfShort(number: string, country: string): Charge | null {
  const known = isSupportedCountry(country) ? (dearShortNumbers[country] ?? []) : [];
  return known.find(([form]) => form.test(number))?.[1] ?? null;
}
