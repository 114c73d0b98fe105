import { getCountries } from "libphonenumber-js/min";

/** Every country with a numbering plan (ISO 3166), by its name in the language and in that language's order. */
export function countriesByName(language: string): readonly (readonly [string, string])[] {
  const names = new Intl.DisplayNames([language], { type: "region" });
  return getCountries()
    .map((code) => [code, names.of(code) ?? code] as const)
    .toSorted(([, one], [, other]) => one.localeCompare(other, language));
}
