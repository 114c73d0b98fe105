import { expect, it } from "vitest";
import { keysOf, virtualKeyOf } from "./keys.ts";

it.each([
  ["Ctrl+F12", 0x1000, "F12"],
  ["Ctrl+Alt+Shift+Super+A", 0x1b00, "A"],
  ["Super+7", 0x100, "7"],
])("%s as macOS takes it", (chord, modifiers, name) => {
  expect(keysOf(chord)).toEqual({ modifiers, name });
});

it("a letter is where the user's layout has it, and where it is in the United States if that has none", () => {
  const french = Object.assign(Array<string>(128).fill(""), { 0x0c: "a", 0x00: "q" });
  expect([virtualKeyOf("A", french), virtualKeyOf("Q", french), virtualKeyOf("B", french)]).toEqual([0x0c, 0x00, 0x0b]);
  // On a French keyboard digits are written with Shift, by the same keys.
  expect([virtualKeyOf("7", french), virtualKeyOf("F12", french)]).toEqual([0x1a, 0x6f]);
});

it.each([
  ["A", 0x00],
  ["B", 0x0b],
  ["Q", 0x0c],
  ["5", 0x17],
  ["0", 0x1d],
  ["P", 0x23],
  ["M", 0x2e],
  ["F1", 0x7a],
  ["F12", 0x6f],
])("%s has its code of HIToolbox/Events.h", (name, code) => {
  expect(virtualKeyOf(name, [])).toBe(code);
});
