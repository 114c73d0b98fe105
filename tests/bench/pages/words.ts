import type { Chance } from "./random.ts";

export type Language = "fr" | "en" | "de";

const openings: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    "Le conseil municipal",
    "La direction",
    "Notre équipe",
    "Le service des eaux",
    "Un porte-parole",
    "La préfecture",
  ],
  en: ["The city council", "Our support team", "The committee", "A spokesperson", "The water company", "Her office"],
  de: ["Der Stadtrat", "Die Geschäftsleitung", "Unser Team", "Das Wasserwerk", "Eine Sprecherin", "Die Verwaltung"],
};

const doings: Readonly<Record<Language, readonly string[]>> = {
  fr: ["a présenté hier", "examine depuis lundi", "a remis en cause", "prépare pour la rentrée", "confirme"],
  en: ["presented yesterday", "has been looking into", "put off", "is preparing for the autumn", "confirmed"],
  de: ["stellte gestern vor:", "prüft seit Montag", "verschob", "bereitet für den Herbst vor:", "bestätigte"],
};

const things: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    "un plan de rénovation des écoles",
    "le budget des transports",
    "l’ouverture d’une seconde ligne",
    "les nouveaux horaires",
  ],
  en: ["a plan to renew the schools", "the transport budget", "the opening of a second line", "the new timetable"],
  de: [
    "einen Plan für die Schulen",
    "den Haushalt des Nahverkehrs",
    "die Eröffnung einer zweiten Linie",
    "den neuen Fahrplan",
  ],
};

const closings: Readonly<Record<Language, readonly string[]>> = {
  fr: ["après de longs débats.", "sans attendre l’avis des riverains.", "malgré un hiver difficile.", "comme prévu."],
  en: [
    "after a long debate.",
    "without waiting for the neighbours.",
    "despite a hard winter.",
    "as had been expected.",
  ],
  de: ["nach langer Debatte.", "ohne auf die Anwohner zu warten.", "trotz eines harten Winters.", "wie erwartet."],
};

const names = [
  "Camille Arnaud",
  "Jonas Weber",
  "Ruth Bell",
  "Hélène Morel",
  "Anke Vogt",
  "Sam Ellis",
  "Yanis Petit",
  "Lena Kurz",
  "Olive Grant",
];
const firms = [
  "Morel & Fils",
  "Weber Bau GmbH",
  "Bell Logistics Ltd",
  "Atelier du Pont",
  "Vogt Optik",
  "Grant Partners",
  "Petit Conseil SARL",
];

export const name = (chance: Chance): string => chance.pick(names);
export const firm = (chance: Chance): string => chance.pick(firms);

/** A sentence as newspapers have them. */
export function sentence(chance: Chance, language: Language): string {
  return [openings, doings, things, closings].map((words) => chance.pick(words[language])).join(" ");
}

export function paragraph(chance: Chance, language: Language, sentences: number): string {
  return Array.from({ length: sentences }, () => sentence(chance, language)).join(" ");
}

/** A day as the language writes it. */
export function day(chance: Chance, language: Language): string {
  const [date, month] = [1 + chance.below(28), 1 + chance.below(12)].map((part) => String(part).padStart(2, "0"));
  return { fr: `${date}/${month}/2026`, en: `2026-${month}-${date}`, de: `${date}.${month}.2026` }[language];
}
