import { expect, it } from "vitest";
import { chordOfKeys, type Pressed } from "./pressed-keys.ts";

const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const pressed = (key: string, code: string, part: Partial<Pressed> = {}): Pressed => ({ ...none, key, code, ...part });
const ctrl = { ctrlKey: true };

it.each([
  ["Ctrl+Alt+A", pressed("a", "KeyQ", { ...ctrl, altKey: true })],
  ["Ctrl+Shift+F5", pressed("F5", "F5", { ...ctrl, shiftKey: true })],
  ["Ctrl+1", pressed("&", "Digit1", ctrl)],
  ["Alt+X", pressed("ч", "KeyX", { altKey: true })],
  ["Super+Z", pressed("Z", "KeyZ", { metaKey: true })],
])("%s can be held in every application", (chord, keys) => {
  expect(chordOfKeys(keys)).toBe(chord);
});

it.each([
  ["a letter alone is for writing", pressed("a", "KeyA")],
  ["so is a capital", pressed("A", "KeyA", { shiftKey: true })],
  ["a key of its own belongs to the applications", pressed("F5", "F5")],
  ["a modifier alone is not yet a key", pressed("Control", "ControlLeft", ctrl)],
  ["others have no name here", pressed("Enter", "Enter", ctrl)],
])("%s", (_, keys) => {
  expect(chordOfKeys(keys)).toBeNull();
});
