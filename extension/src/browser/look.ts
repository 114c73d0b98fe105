import { Settings, defaultSettings } from "@twp/shared/protocol/settings.ts";
import * as v from "valibot";

const key = "look";
const Look = v.pick(Settings, ["language", "theme"]);
export type Look = v.InferOutput<typeof Look>;

/** How the pages looked last time: read at once, so that the first picture is right before the companion has spoken. */
export function readLook(): Look {
  try {
    const parsed = v.safeParse(Look, JSON.parse(localStorage.getItem(key) ?? "null"));
    return parsed.success ? parsed.output : defaultSettings;
  } catch {
    return defaultSettings;
  }
}

export function keepLook({ language, theme }: Look): void {
  localStorage.setItem(key, JSON.stringify({ language, theme }));
}
