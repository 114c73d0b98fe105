import type { Chord } from "@twp/shared/protocol/index.ts";

/** Keys as `RegisterHotKey` takes them (winuser.h): the `MOD_` bits and a virtual-key code. */
export type Keys = Readonly<{ modifiers: number; virtualKey: number }>;

const modifierOf: Readonly<Record<string, number>> = { Alt: 0x1, Ctrl: 0x2, Shift: 0x4, Super: 0x8 };
/** `MOD_NOREPEAT`: once for a press, however long the keys stay down. */
const noRepeat = 0x4000;
/** `VK_F1` */
const firstFunctionKey = 0x70;

/** A letter's or digit's virtual-key code is its own code in ASCII, wherever the keyboard's layout has it. */
export function keysOf(chord: Chord): Keys {
  const names = chord.split("+");
  const name = names.at(-1) ?? "";
  const modifiers = names.slice(0, -1).reduce((all, each) => all | (modifierOf[each] ?? 0), noRepeat);
  const virtualKey = name.length > 1 ? firstFunctionKey + Number(name.slice(1)) - 1 : name.charCodeAt(0);
  return { modifiers, virtualKey };
}

/** `VK_CONTROL`, and what else may be held down with a key that is pressed: Shift, Alt, and the two Windows keys. */
export const control = 0x11;
export const otherModifiers = [0x10, 0x12, 0x5b, 0x5c] as const;
const letterC = 0x43;

/** One key that goes down or up. */
export type Stroke = Readonly<{ virtualKey: number; isUp: boolean }>;

/** What copies: Ctrl+C, without what else is held down, and with a Ctrl of the user's own where they hold it. */
export function strokesToCopy(held: ReadonlySet<number>): readonly Stroke[] {
  const down = (virtualKey: number): Stroke => ({ virtualKey, isUp: false });
  const up = (virtualKey: number): Stroke => ({ virtualKey, isUp: true });
  const copy = [down(letterC), up(letterC)];
  // What is let go of here is not pressed again: the user may have let go of it meanwhile, and it would stay down.
  const without = otherModifiers.filter((each) => held.has(each)).map(up);
  return held.has(control) ? [...without, ...copy] : [...without, down(control), ...copy, up(control)];
}

/** `INPUT` with a `KEYBDINPUT` in it (winuser.h), in 64 bits. */
export const sizeOfInput = 40;
const inputKeyboard = 1;
const keyUp = 0x2;

/** The bytes that `SendInput` takes. */
export function inputsOf(strokes: readonly Stroke[]): Buffer {
  const bytes = Buffer.alloc(strokes.length * sizeOfInput);
  for (const [at, { virtualKey, isUp }] of strokes.entries()) {
    bytes.writeUInt32LE(inputKeyboard, at * sizeOfInput);
    bytes.writeUInt16LE(virtualKey, at * sizeOfInput + 8);
    bytes.writeUInt32LE(isUp ? keyUp : 0, at * sizeOfInput + 12);
  }
  return bytes;
}
