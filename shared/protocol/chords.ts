import * as v from "valibot";
import type { ContactKey } from "./contacts.ts";

/** Keys pressed together, always in this order, such as `Ctrl+Alt+F5`. Without Ctrl, Alt or Super a key is for writing, and nobody may take it. */
export const Chord = v.pipe(
  v.string(),
  v.maxLength(32),
  v.regex(/^(?=.*(?:Ctrl|Alt|Super)\+)(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:Super\+)?(?:F(?:[1-9]|1[0-2])|[A-Z]|\d)$/u),
);
export type Chord = v.InferOutput<typeof Chord>;

/** The keys that take the text selected in any application. */
export const selectionChord: Chord = "Ctrl+F12";

/** The keys that call the contact with this key. */
export const chordOf = (key: ContactKey): Chord => `Ctrl+${key}`;
