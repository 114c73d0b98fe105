import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gripOf, locksOf, readLayout, withLocks, withoutLocks, type Layout } from "./keys.ts";

const [numLock, scrollLock, altLeft, superLeft] = [0xff7f, 0xff14, 0xffe9, 0xffeb];

/** A keyboard from key code 8 on: each row is a key's keysyms, and the modifiers' keys are named by their rows. */
function layoutOf(rows: readonly (readonly number[])[], modifiers: Readonly<Record<number, number>>): Layout {
  const width = Math.max(...rows.map((row) => row.length));
  const mapping = Buffer.alloc(32 + 4 * width * rows.length);
  mapping.writeUInt8(width, 1);
  rows.forEach((row, at) =>
    row.forEach((keysym, column) => mapping.writeUInt32LE(keysym, 32 + 4 * (at * width + column))),
  );
  const keys = Buffer.alloc(32 + 8 * 2);
  keys.writeUInt8(2, 1);
  for (const [modifier, row] of Object.entries(modifiers)) keys.writeUInt8(8 + row, 32 + Number(modifier) * 2 + 1);
  return readLayout(8, mapping, keys);
}

const code = (letter: string): number => letter.charCodeAt(0);
const rows = [
  [code("a"), code("A")],
  [code("&"), code("1")],
  [0xffbe],
  [0x6c6, 0x6e6, code("x"), code("X")],
  [numLock],
  [altLeft],
  [superLeft],
];
const layout = layoutOf(rows, { 3: 5, 4: 4, 6: 6 });

describe("keys on a keyboard", () => {
  it.each([
    ["Ctrl+A", { keycode: 8, modifiers: 4 }],
    ["Ctrl+Alt+Shift+A", { keycode: 8, modifiers: 4 | 8 | 1 }],
    ["Super+1", { keycode: 9, modifiers: 64 }],
    ["Ctrl+F1", { keycode: 10, modifiers: 4 }],
    ["Ctrl+X", { keycode: 11, modifiers: 4 }],
    ["Ctrl+F2", null],
  ])("%s is found where the layout has it", (chord, grip) => {
    expect(gripOf(chord, layout)).toEqual(grip);
  });

  it("without a key for Super there is no key with Super", () => {
    expect(gripOf("Super+A", layoutOf(rows, {}))).toBeNull();
  });

  it("Num Lock is where this keyboard has it", () => {
    expect(locksOf(layout)).toEqual([2, 16]);
    expect(locksOf(layoutOf([...rows, [scrollLock]], { 4: 4, 5: 7 }))).toEqual([2, 16, 32]);
  });

  it("a grab is made for every state of the locks, and what is pressed then is the same key", () => {
    const masks = fc.uniqueArray(fc.constantFrom(2, 16, 32), { maxLength: 3 });
    fc.assert(
      fc.property(masks, fc.constantFrom(4, 5, 12, 64), (locks, modifiers) => {
        const grip = { keycode: 70, modifiers };
        const grips = withLocks(grip, locks);
        expect(new Set(grips.map((each) => each.modifiers)).size).toBe(2 ** locks.length);
        for (const each of grips) expect(withoutLocks(each, locks)).toEqual(grip);
      }),
    );
  });

  it("a keyboard that tells nonsense has keys or none, and ends nothing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32 }), fc.uint8Array({ minLength: 32 }), (mapping, modifiers) => {
        expect(() => gripOf("Ctrl+Alt+A", readLayout(8, Buffer.from(mapping), Buffer.from(modifiers)))).not.toThrow();
      }),
    );
  });
});
