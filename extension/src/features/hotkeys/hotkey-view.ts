import { type Chord, chordOf } from "@twp/shared/protocol/chords.ts";
import type { ContactKey } from "@twp/shared/protocol/contacts.ts";
import type { Hotkeys, KeyStand, Purpose } from "@twp/shared/protocol/hotkeys.ts";
import { t } from "../../texts.ts";
import type { Tone } from "../../ui/avatar.tsx";

/** Keys as they are printed on the user's keyboard. */
export function keysInWords(chord: Chord): string {
  return chord
    .split("+")
    .map((name) => (isModifier(name) ? t(`hotkeys:key.${name}`) : name))
    .join("+");
}

const modifiers = ["Ctrl", "Alt", "Shift", "Super"] as const;
const isModifier = (name: string): name is (typeof modifiers)[number] => modifiers.some((each) => each === name);

/** What keys are for, in words. */
export function purposeInWords(purpose: Purpose): string {
  if (purpose.kind === "contact") return t("hotkeys:purpose.contact", { name: purpose.name });
  return purpose.kind === "selection" ? t("hotkeys:purpose.selection") : t(`hotkeys:act.${purpose.kind}`);
}

export const standTones: Readonly<Record<KeyStand, Tone>> = {
  asked: "off",
  held: "ok",
  taken: "bad",
  twice: "warn",
  missing: "bad",
};

/** The contact whom a key calls. */
export function ownerOf({ keys }: Hotkeys, key: ContactKey): Extract<Purpose, { kind: "contact" }> | null {
  const purpose = keys.find(({ chord, purpose: { kind } }) => kind === "contact" && chord === chordOf(key))?.purpose;
  return purpose?.kind === "contact" ? purpose : null;
}

/** The keys that call a contact, in words; empty where there are none. */
export function keysOfContact({ keys }: Hotkeys, contactId: string | null): string {
  const key = keys.find(({ purpose }) => purpose.kind === "contact" && purpose.contactId === contactId);
  return key === undefined ? "" : (key.pressed ?? keysInWords(key.chord));
}
