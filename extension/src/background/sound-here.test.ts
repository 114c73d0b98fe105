import { expect, it } from "vitest";
import { soundIsHere } from "./sound-here.ts";

const link = { state: "ready", session: "s", browser: "c" } as const;

it("windows open in the browser that has the sound, or in all while none has it", () => {
  expect(soundIsHere(link, { browser: { id: "c", name: "Chrome" } })).toBe(true);
  expect(soundIsHere(link, { browser: { id: "f", name: "Firefox" } })).toBe(false);
  expect(soundIsHere(link, { browser: null })).toBe(true);
});
