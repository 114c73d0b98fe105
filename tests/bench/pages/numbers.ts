import type { Chance } from "./random.ts";
import type { Language } from "./words.ts";

/** Numbers that are nobody's, as people write them. */
const written: Readonly<Record<Language, readonly ((digits: string) => string)[]>> = {
  fr: [
    (d) => `01 99 00 ${d.slice(0, 2)} ${d.slice(2)}`,
    (d) => `06.39.98.${d.slice(0, 2)}.${d.slice(2)}`,
    (d) => `+33 1 99 00 ${d.slice(0, 2)} ${d.slice(2)}`,
    (d) => `+33 (0)1 99 00 ${d.slice(0, 2)} ${d.slice(2)}`,
    (d) => `019900${d}`,
  ],
  en: [
    (d) => `+44 20 7946 0${d.slice(1)}`,
    (d) => `+1 (212) 555-01${d.slice(2)}`,
    (d) => `+44 (0)20 7946 0${d.slice(1)} ext. ${d.slice(0, 2)}`,
  ],
  de: [
    (d) => `+49 30 23125 ${d.slice(1)}`,
    (d) => `+49 (0)30 23125-${d.slice(1)}`,
    (d) => `+49 89 99998-${d.slice(1)}`,
  ],
};

const called: Readonly<Record<Language, readonly string[]>> = {
  fr: ["Tél. : ", "Téléphone : ", "appelez le ", "Fax : ", ""],
  en: ["Phone: ", "Tel. ", "call ", "Fax: ", ""],
  de: ["Tel.: ", "Telefon ", "rufen Sie an: ", "Fax: ", ""],
};

/** What looks like a number and is none. */
const lookAlikes: Readonly<Record<Language, readonly ((d: string) => string)[]>> = {
  fr: [
    (d) => `SIRET 552 100 554 0${d.slice(0, 4)}`,
    (d) => `Commande n° ${d.slice(0, 10)}`,
    (d) => `1 ${d.slice(0, 3)} ${d.slice(3, 6)},00 €`,
    (d) => `IBAN FR76 3000 6000 0112 3456 7890 1${d.slice(0, 2)}`,
    (d) => `facture F-2026-${d.slice(0, 6)}`,
  ],
  en: [
    (d) => `Order no. ${d.slice(0, 10)}`,
    (d) => `ISBN 978-0-306-${d.slice(0, 5)}-7`,
    (d) => `£${d.slice(0, 3)},${d.slice(3, 6)}.00`,
    (d) => `tracking 1Z${d}`,
    (d) => `51.50${d.slice(0, 2)}, -0.12${d.slice(2, 4)}`,
  ],
  de: [
    (d) => `Rechnung Nr. ${d.slice(0, 10)}`,
    (d) => `IBAN DE89 3704 0044 0532 0130 ${d.slice(0, 2)}`,
    (d) => `USt-IdNr. DE${d.slice(0, 9)}`,
    (d) => `${d.slice(0, 3)}.${d.slice(3, 6)},00 €`,
    (d) => `Kundennummer ${d.slice(0, 8)}`,
  ],
};

export const bareNumber = (chance: Chance, language: Language): string =>
  chance.pick(written[language])(chance.digits(4));

/** A number after the word that people put before it, or without one. */
export function phone(chance: Chance, language: Language): string {
  return `${chance.pick(called[language])}${bareNumber(chance, language)}`;
}

export const lookAlike = (chance: Chance, language: Language): string =>
  chance.pick(lookAlikes[language])(chance.digits(12));
