import { language } from "../texts.ts";
import { clock } from "./calls/call-view.ts";
import { localeOf } from "./journal/entry-view.ts";

/** When a sound was recorded, and how long it is, where that is known. */
export function factsOf(at: number, seconds: number | null): string {
  const locale = localeOf(language.value, navigator.languages);
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
  return seconds === null ? when : `${when} · ${clock(Math.round(seconds))}`;
}
