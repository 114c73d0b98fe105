import { findPhoneNumbersInText, isSupportedCountry } from "libphonenumber-js/min";
import { mayHoldNumber } from "./may-hold-number.ts";
import { isNoNumber } from "./not-a-number.ts";

/** A telephone number in a text: `text` is what stands there from `start` to `end`, `number` its E.164 form. */
export type FoundNumber = Readonly<{ start: number; end: number; text: string; number: string }>;

/** Finds the telephone numbers of a text, in their order; national ones are read in `country`. */
export function findNumbers(text: string, country: string): FoundNumber[] {
  if (!mayHoldNumber(text)) return [];
  const options = isSupportedCountry(country) ? { defaultCountry: country } : undefined;
  return findPhoneNumbersInText(separated(text), options)
    .map(({ startsAt, endsAt, number }) => ({
      start: startsAt,
      end: endsAt,
      text: text.slice(startsAt, endsAt),
      number: number.number,
    }))
    .filter((found) => !isNoNumber(text, found.start, found.end));
}

/** The library glues `01 99 00 11 11, 01 99 00 22 22` together; a bar in place of the comma, of the same length, keeps them apart. */
function separated(text: string): string {
  return text.replace(/[,;\n\r\t]/gu, "|").replace(/[\u00A0\u202F\u2007\u2009]/gu, " ");
}
