import { language } from "./texts.ts";

/** The demonstration page, which the companion serves itself: a page like any other, with numbers to call. */
export function demoAddress(port: number): string {
  return `http://127.0.0.1:${port}/demo/?lang=${language.value}`;
}
