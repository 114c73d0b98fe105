import { readFileSync } from "node:fs";
import type { Page } from "puppeteer";
import * as v from "valibot";
import { until } from "../peers/process.ts";

export type Language = "en" | "fr" | "de";

/** What the interface says under a key such as `calls:end.busy`. */
export function words(language: Language, key: string, values: Readonly<Record<string, string>> = {}): string {
  const [file = "", path = ""] = key.split(":");
  const texts: unknown = JSON.parse(
    readFileSync(new URL(`../../locales/${language}/${file}.json`, import.meta.url), "utf8"),
  );
  const text = path
    .split(".")
    .reduce<unknown>((at, part) => v.parse(v.record(v.string(), v.unknown()), at)[part], texts);
  return Object.entries(values).reduce(
    (filled, [name, value]) => filled.replaceAll(`{{${name}}}`, value),
    v.parse(v.string(), text),
  );
}

/** The same in one language. */
export const wordsIn =
  (language: Language) =>
  (key: string, values?: Readonly<Record<string, string>>): string =>
    words(language, key, values);

/** Waits until all these texts can be seen on a page. */
export async function shows(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await seen(page, `the page shows “${text}”`, (all) => all.includes(text));
}

/** Waits until none of these texts is seen any more. */
export async function hides(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await seen(page, `the page shows “${text}” no more`, (all) => !all.includes(text));
}

async function seen(page: Page, what: string, fits: (all: string) => boolean): Promise<void> {
  const look = async (): Promise<true> => {
    const all = await page.evaluate(() => document.body.innerText);
    if (!fits(all)) throw new Error(`it shows:\n${all}`);
    return true;
  };
  await until(look, what, 20_000);
}
