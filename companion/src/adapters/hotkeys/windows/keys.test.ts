import { describe, expect, it } from "vitest";
import { control, inputsOf, keysOf, sizeOfInput, strokesToCopy } from "./keys.ts";

describe("keys as Windows takes them", () => {
  it.each([
    ["Ctrl+F12", 0x4002, 0x7b],
    ["Ctrl+Alt+Shift+Super+A", 0x400f, 0x41],
    ["Alt+7", 0x4001, 0x37],
  ])("%s", (chord, modifiers, virtualKey) => {
    expect(keysOf(chord)).toEqual({ modifiers, virtualKey });
  });
});

describe("what copies the selected text", () => {
  it("uses the Ctrl that the user holds, and lets go of what else they hold", () => {
    expect(strokesToCopy(new Set([control, 0x12]))).toEqual([
      { virtualKey: 0x12, isUp: true },
      { virtualKey: 0x43, isUp: false },
      { virtualKey: 0x43, isUp: true },
    ]);
  });

  it("presses a Ctrl of its own where the user holds none", () => {
    const strokes = strokesToCopy(new Set());
    expect(strokes.map(({ virtualKey, isUp }) => `${virtualKey} ${isUp}`)).toEqual([
      `${control} false`,
      "67 false",
      "67 true",
      `${control} true`,
    ]);
  });

  it("is written as INPUT structures of 64 bits", () => {
    const bytes = inputsOf([{ virtualKey: 0x43, isUp: true }]);
    expect([bytes.length, bytes.readUInt32LE(0), bytes.readUInt16LE(8), bytes.readUInt32LE(12)]).toEqual([
      sizeOfInput,
      1,
      0x43,
      2,
    ]);
  });
});
