import type { Language } from "./texts.ts";

/** What a page can say: all, or only what the panel's frame says, which is there sooner. */
export type Words = "frame" | "all";

/** Loads the words of a language; a page loads the one it speaks. */
export async function wordsIn(language: Language, words: Words): Promise<object> {
  if (words === "frame") return frameIn(language);
  const [frame, rest] = await Promise.all([frameIn(language), restIn(language)]);
  return { ...frame, ...rest };
}

async function frameIn(language: Language): Promise<object> {
  switch (language) {
    case "fr":
      return (await import("./languages/fr/frame.ts")).frame;
    case "en":
      return (await import("./languages/en/frame.ts")).frame;
    case "de":
      return (await import("./languages/de/frame.ts")).frame;
  }
}

async function restIn(language: Language): Promise<object> {
  switch (language) {
    case "fr":
      return (await import("./languages/fr/rest.ts")).rest;
    case "en":
      return (await import("./languages/en/rest.ts")).rest;
    case "de":
      return (await import("./languages/de/rest.ts")).rest;
  }
}
