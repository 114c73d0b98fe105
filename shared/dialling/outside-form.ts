import { Metadata, getCountryCallingCode, isSupportedCountry, type PhoneNumber } from "libphonenumber-js/min";
import type { DialPlan } from "../protocol/dialling.ts";

/** A number in one of the forms that telephone systems want: `+33…`, `0033…`, or `01…` where it is in the same country. */
export type OutsideForm = Readonly<{ form: DialPlan["outsideFormat"]; dial: string }>;

/** The form in which the PBX wants an outside number, before any prefix. A national one is not to be had for another country. */
export function outsideForm(number: PhoneNumber, { country, outsideFormat }: DialPlan): OutsideForm {
  switch (outsideFormat) {
    case "e164":
      return { form: "e164", dial: number.number };
    case "international":
      return { form: "international", dial: internationalForm(number, country) };
    case "national":
      return number.countryCallingCode === callingCode(country)
        ? { form: "national", dial: number.formatNational().replace(/\D/gu, "") }
        : { form: "international", dial: internationalForm(number, country) };
  }
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
