import type { Language } from "./texts.ts";

/** What a page can say: all, or only what the panel's frame says, which is there sooner. */
export type Words = "frame" | "all";

/** The two parts of each language; a page loads those of the one it speaks. */
const parts: Readonly<Record<Language, Readonly<Record<"frame" | "rest", () => Promise<object>>>>> = {
  fr: {
    frame: async () => (await import("./languages/fr/frame.ts")).frame,
    rest: async () => (await import("./languages/fr/rest.ts")).rest,
  },
  en: {
    frame: async () => (await import("./languages/en/frame.ts")).frame,
    rest: async () => (await import("./languages/en/rest.ts")).rest,
  },
  de: {
    frame: async () => (await import("./languages/de/frame.ts")).frame,
    rest: async () => (await import("./languages/de/rest.ts")).rest,
  },
};

/** Loads the words of a language. */
export async function wordsIn(language: Language, words: Words): Promise<object> {
  const { frame, rest } = parts[language];
  const loaded = await Promise.all(words === "frame" ? [frame()] : [frame(), rest()]);
  return Object.assign({}, ...loaded);
}
