import type { Settings } from "@twp/shared/protocol/settings.ts";
import { signal, type ReadonlySignal } from "@preact/signals-core";
import i18next from "i18next";
import type { en } from "./languages/en.ts";

const spoken = ["fr", "en", "de"] as const;
export type Language = (typeof spoken)[number];

type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? Counted<K> : `${K}.${Leaves<T[K]>}` }[keyof T &
  string];
type Counted<K extends string> = K extends `${infer Base}_${"one" | "many" | "other"}` ? Base : K;

/** `<feature>:<path>`; the compiler knows every text, because it reads the English ones. */
export type TextKey = { [N in keyof typeof en]: `${N}:${Leaves<(typeof en)[N]>}` }[keyof typeof en];

const texts = i18next.createInstance();
const current = signal<Language>("en");

/** The interface's language; views that call `t` are drawn again when it changes. */
export const language: ReadonlySignal<Language> = current;

/** The text in the interface's language. */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return texts.t(key, { ...values, lng: current.value });
}

/** Makes a language known, so that it can be chosen. */
export function learn(language: Language, resources: object): void {
  if (!texts.isInitialized)
    void texts.init({ fallbackLng: false, resources: {}, initAsync: false, interpolation: { escapeValue: false } });
  for (const [namespace, resource] of Object.entries(resources)) texts.addResourceBundle(language, namespace, resource);
}

/** Speaks a language that is known. */
export function speak(language: Language): void {
  current.value = language;
}

/** The language meant by the settings: `auto` is the first of the browser's that we speak. */
export function chosenLanguage(
  setting: Settings["language"],
  wanted: readonly string[] = navigator.languages,
): Language {
  if (setting !== "auto") return setting;
  const found = wanted.map((tag) => spoken.find((language) => tag.toLowerCase().startsWith(language)));
  return found.find((language) => language !== undefined) ?? "en";
}
