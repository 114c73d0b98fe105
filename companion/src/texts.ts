import i18next, { type i18n } from "i18next";
import { readFileSync } from "node:fs";

const languages = ["en", "fr", "de"] as const;

/** The language of the terminal (POSIX locale environment variables), English where we do not speak it. */
export function terminalLanguage(env: NodeJS.ProcessEnv): (typeof languages)[number] {
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || Intl.DateTimeFormat().resolvedOptions().locale;
  return languages.find((language) => locale.toLowerCase().startsWith(language)) ?? "en";
}

/** What the companion says on a terminal: only `companion.json` of the locales. */
export function terminalTexts(env: NodeJS.ProcessEnv): i18n["t"] {
  const language = terminalLanguage(env);
  const texts: unknown = JSON.parse(
    readFileSync(new URL(`../../locales/${language}/companion.json`, import.meta.url), "utf8"),
  );
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: texts as Record<string, string> } },
  });
  return instance.t;
}
