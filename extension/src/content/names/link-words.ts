import { hasFirmForm } from "@twp/shared/names/same-name.ts";
import { asFirm, asName, hasGivenName } from "./person-name.ts";

/** What a link asks one to do with whom it names. */
const asks =
  /^(?:please\s+)?(?:call|phone|ring|dial|contact|talk to|speak (?:to|with)|appele[rz]|téléphone[rz]|contacte[rz]|joindre|joignez|appel(?: à)?|rufen sie|anruf(?:en)?(?: bei)?|kontakt|llam(?:ar|e|a)(?: a)?|chiam(?:a|are)|contatta(?:re)?|bel|telefonieren mit|tel\.?|tél\.?|telefon|téléphone|phone|mobile?|handy)\s*:?\s+/iu;
const asksBehind = /\s+(?:anrufen|kontaktieren|bellen|opbellen|now|jetzt)$/iu;

/**
 * Whom the words of a telephone link name. Links say what to do far more often than a name, and two words with capitals may be a town: of a person one
 * first name has to be known, of a firm what kind of firm it is.
 */
export function nameInLink(texts: readonly string[]): { name: string; company: string } | null {
  for (const text of texts) {
    const words = withoutNumber(text)
      .replace(asks, "")
      .replace(asksBehind, "")
      .replace(/[’']s (?:phone|mobile|cell|office)$/iu, "");
    const name = asName(words, "words");
    if (name !== "" && hasGivenName(name) && !hasFirmForm(name)) return { name, company: "" };
    const company = asFirm(words);
    if (company !== "" && hasFirmForm(company)) return { name: "", company };
  }
  return null;
}

/** Without the number itself, and what stands between. */
const withoutNumber = (text: string): string =>
  text
    .slice(0, 300)
    .replace(/[+(]?\d[\d\s()./\u00A0\u202F–-]*/gu, " ")
    .replace(/\s+/gu, " ")
    .replace(/^[\s:,;|·•()–—-]+|[\s:,;|·•()–—-]+$/gu, "");
