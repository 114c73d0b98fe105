import type { Chord } from "@twp/shared/protocol/index.ts";

/** Keys as `RegisterEventHotKey` takes them (HIToolbox/Events.h), but for the key itself, which lies where the user's layout has it. */
export type Keys = Readonly<{ modifiers: number; name: string }>;

/** `optionKey`, `controlKey`, `shiftKey`, `cmdKey` */
const modifierOf: Readonly<Record<string, number>> = { Alt: 1 << 11, Ctrl: 1 << 12, Shift: 1 << 9, Super: 1 << 8 };

export function keysOf(chord: Chord): Keys {
  const names = chord.split("+");
  const modifiers = names.slice(0, -1).reduce((all, each) => all | (modifierOf[each] ?? 0), 0);
  return { modifiers, name: names.at(-1) ?? "" };
}

/** `kVK_F1` to `kVK_F12` */
const functionKeys = [0x7a, 0x78, 0x63, 0x76, 0x60, 0x61, 0x62, 0x64, 0x65, 0x6d, 0x67, 0x6f] as const;
/** What each key writes in the United States, in the order of their codes (`kVK_ANSI_A` is 0). */
const american = "ASDFHGZXCV§BQWERYT123465=97-80]OU[IP\rLJ'K;\\,/NM";

/** So many keys a layout may have. */
export const keyCount = 128;

/**
 * The virtual key with that name: the one that writes it in the user's layout, where one does. `writtenBy` is what each key writes, by its code.
 */
export function virtualKeyOf(name: string, writtenBy: readonly string[]): number | undefined {
  if (name.length > 1) return functionKeys[Number(name.slice(1)) - 1];
  const written = writtenBy.findIndex((each) => each.toUpperCase() === name);
  const at = written >= 0 ? written : american.indexOf(name);
  return at < 0 ? undefined : at;
}
