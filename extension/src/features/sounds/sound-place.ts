import type { SoundState } from "@twp/shared/protocol/sounds.ts";

/** Where the sound is, seen from one browser; `nowhere` while other parties wait for any browser to take it. */
export type SoundPlace =
  | Readonly<{ kind: "here" }>
  | Readonly<{ kind: "elsewhere"; browser: string }>
  | Readonly<{ kind: "nowhere"; callsEndAt: number }>;

/** Where the sound is for the browser of that id. One that is about to take it has it. */
export function placeOf({ browser, callsEndAt, offeredTo }: SoundState, own: string): SoundPlace {
  if (offeredTo === own) return { kind: "here" };
  if (browser !== null) return browser.id === own ? { kind: "here" } : { kind: "elsewhere", browser: browser.name };
  return callsEndAt === null ? { kind: "here" } : { kind: "nowhere", callsEndAt };
}
