import type { Chord } from "@twp/shared/protocol/index.ts";
import type { Grip } from "./requests.ts";

/** Where the keys lie on this keyboard, as the display tells. */
export type Layout = Readonly<{
  /** The keycode that writes or does this keysym, without a look at the modifiers. */
  keycodeOf: (keysym: number) => number | null;
  /** The bit of a modifier that one of these keysyms turns on, or nothing. */
  modifierOf: (...keysyms: readonly number[]) => number;
}>;

const [shift, capsLock, control] = [1, 2, 4];
const allModifiers = 0xff;

/** keysymdef.h */
const keysyms = {
  f1: 0xffbe,
  numLock: 0xff7f,
  scrollLock: 0xff14,
  alt: [0xffe9, 0xffea],
  super: [0xffeb, 0xffec],
} as const;

/** Reads `GetKeyboardMapping` and `GetModifierMapping`: columns of keysyms for each key, and the keys of the eight modifiers. */
export function readLayout(firstKeycode: number, mapping: Buffer, modifiers: Buffer): Layout {
  const width = mapping.readUInt8(1);
  const rows = width === 0 ? 0 : Math.floor((mapping.length - 32) / (4 * width));
  const keysymAt = (row: number, column: number): number =>
    column < width ? mapping.readUInt32LE(32 + 4 * (row * width + column)) : 0;
  const rowOf = (keysym: number, column: number): number =>
    Array.from({ length: rows }).findIndex((_, row) => keysymAt(row, column) === keysym);
  const keycodeOf = (keysym: number): number | null => {
    // A group's plain level before its shifted one, the first group before the second (a Latin one beside a Cyrillic).
    for (const column of [0, 2, 1, 3]) {
      const row = rowOf(keysym, column);
      if (row >= 0) return firstKeycode + row;
    }
    return null;
  };
  const perModifier = modifiers.readUInt8(1);
  const keysOf = (modifier: number): Buffer =>
    modifiers.subarray(32 + modifier * perModifier, 32 + (modifier + 1) * perModifier);
  const modifierOf = (...wanted: readonly number[]): number => {
    const keycodes = new Set(wanted.map(keycodeOf));
    const found = [...Array(8).keys()].find((modifier) => keysOf(modifier).some((keycode) => keycodes.has(keycode)));
    return found === undefined ? 0 : 1 << found;
  };
  return { keycodeOf, modifierOf };
}

/** The key and modifiers of a chord on this keyboard; null where it has no such key. */
export function gripOf(chord: Chord, layout: Layout): Grip | null {
  const names = chord.split("+");
  const keycode = keysymsOf(names.at(-1) ?? "")
    .map(layout.keycodeOf)
    .find((found) => found !== null);
  const masks = names.slice(0, -1).map((name) => maskOf(name, layout));
  if (keycode === undefined || masks.includes(0)) return null;
  return { keycode, modifiers: masks.reduce((all, mask) => all | mask, 0) };
}

/** A letter's plain form first; a keyboard of capitals has only the other. */
function keysymsOf(name: string): number[] {
  if (name.length > 1) return [keysyms.f1 + Number(name.slice(1)) - 1];
  return [...new Set([name.toLowerCase(), name])].map((each) => each.charCodeAt(0));
}

function maskOf(modifier: string, { modifierOf }: Layout): number {
  switch (modifier) {
    case "Ctrl":
      return control;
    case "Shift":
      return shift;
    case "Alt":
      return modifierOf(...keysyms.alt);
    default:
      return modifierOf(...keysyms.super);
  }
}

/** The bits of modifiers that lock: a key counts whether they are on or off. */
export function locksOf({ modifierOf }: Layout): readonly number[] {
  return [capsLock, modifierOf(keysyms.numLock), modifierOf(keysyms.scrollLock)].filter((mask) => mask !== 0);
}

/** The same key with every combination of the locks: a grab asks for exactly its modifiers. */
export function withLocks({ keycode, modifiers }: Grip, locks: readonly number[]): Grip[] {
  const combinations = Array.from({ length: 2 ** locks.length }, (_, bits) =>
    locks.filter((_, at) => (bits & (1 << at)) !== 0).reduce((all, mask) => all | mask, modifiers),
  );
  return [...new Set(combinations)].map((mask) => ({ keycode, modifiers: mask }));
}

/** What was pressed, without the locks and the mouse's buttons. */
export function withoutLocks({ keycode, modifiers }: Grip, locks: readonly number[]): Grip {
  const lock = locks.reduce((all, mask) => all | mask, 0);
  return { keycode, modifiers: modifiers & allModifiers & ~lock };
}
