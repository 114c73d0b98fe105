import { expect, it } from "vitest";
import { defaultSettings, forwardNumber } from "./settings.ts";

const numbers = { ...defaultSettings, forwardNumber: "01 99 00 12 34", voiceMailNumber: "*98" };

it.each([
  ["none", null],
  ["voice-mail", "*98"],
  ["number", "01 99 00 12 34"],
] as const)("callers who are sent to %s go to %s", (forward, number) => {
  expect(forwardNumber({ ...numbers, forward })).toBe(number);
});

it("nobody is sent to a number that was never written", () => {
  expect(forwardNumber({ ...defaultSettings, forward: "voice-mail" })).toBeNull();
});
