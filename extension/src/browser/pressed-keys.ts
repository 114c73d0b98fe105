import { Chord } from "@twp/shared/protocol/chords.ts";
import * as v from "valibot";

/** What the browser tells of a key that goes down. */
export type Pressed = Readonly<Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">>;

/** The keys that are down together; null while they are none that can be held in every application. */
export function chordOfKeys(pressed: Pressed): Chord | null {
  const { ctrlKey, altKey, shiftKey, metaKey } = pressed;
  const modifiers = Object.entries({ Ctrl: ctrlKey, Alt: altKey, Shift: shiftKey, Super: metaKey });
  const chord = [...modifiers.flatMap(([name, down]) => (down ? [name] : [])), baseOf(pressed)].join("+");
  return v.is(Chord, chord) ? chord : null;
}

/** A letter is what the layout makes of it, a digit what is printed on the key: elsewhere it needs Shift, as in France. */
function baseOf({ key, code }: Pressed): string {
  if (/^[a-z]$/iu.test(key)) return key.toUpperCase();
  return /^(?:Digit(?<digit>\d)|Key(?<letter>[A-Z]))$/u.exec(code)?.slice(1).find(Boolean) ?? key;
}
