import { fileURLToPath } from "node:url";

/** The languages the office speaks. */
export const languages = ["fr", "en", "de"] as const;
export type Language = (typeof languages)[number];

const folder = new URL("../../sounds/", import.meta.url);

/** The file of the tone after which one speaks. */
export const beep = fileURLToPath(new URL("beep.wav", folder));

/** Paths of spoken files, in the order they are to be played. */
export function spokenFiles(language: Language, names: readonly string[]): readonly string[] {
  return names.map((name) => fileURLToPath(new URL(`${language}/${name}.wav`, folder)));
}

/** How a time of day is said, as names of spoken files. */
export function spokenTime(language: Language, hour: number, minute: number): readonly string[] {
  switch (language) {
    case "fr":
      return ["it-is", number(hour), hour < 2 ? "hour" : "hours", ...(minute === 0 ? [] : [number(minute)])];
    case "en":
      return ["it-is", number(hour % 12 === 0 ? 12 : hour % 12), ...englishMinutes(minute), hour < 12 ? "am" : "pm"];
    case "de": {
      const start = hour === 1 ? ["one-o-clock"] : [number(hour), "o-clock"];
      return ["it-is", ...start, ...(minute === 0 ? [] : [number(minute)])];
    }
  }
}

function englishMinutes(minute: number): readonly string[] {
  if (minute === 0) return ["o-clock"];
  return minute < 10 ? ["oh", number(minute)] : [number(minute)];
}

function number(value: number): string {
  return `number-${value}`;
}
