import { expect, it } from "vitest";
import { triggerOf } from "./keyboard.ts";

it.each([
  ["Ctrl+F12", "CTRL+F12"],
  ["Ctrl+Alt+Shift+Super+A", "CTRL+ALT+SHIFT+LOGO+a"],
  ["Alt+1", "ALT+1"],
])("%s is asked for as %s", (chord, trigger) => {
  expect(triggerOf(chord)).toBe(trigger);
});
