import { chordOf, keyActs, selectionChord, type Contact, type Settings } from "@twp/shared/protocol/index.ts";
import type { KeyWish } from "./ports.ts";

/** The keys that settings and contacts ask for, in the order in which they are served. */
export function wantedKeys(settings: Settings, contacts: readonly Contact[]): readonly KeyWish[] {
  const selection: KeyWish[] = settings.callSelection
    ? [{ chord: selectionChord, purpose: { kind: "selection" } }]
    : [];
  const named = contacts.flatMap(({ id, name, hotkey }): KeyWish[] =>
    hotkey === null ? [] : [{ chord: chordOf(hotkey), purpose: { kind: "contact", contactId: id, name } }],
  );
  const acts = keyActs.flatMap((kind): KeyWish[] => {
    const chord = settings[`${kind}Key`];
    return chord === "" ? [] : [{ chord, purpose: { kind } }];
  });
  return [...selection, ...named, ...acts];
}

/** The first wish for each chord: the same keys cannot do two things. */
export function firstOfEach(wishes: readonly KeyWish[]): readonly KeyWish[] {
  return wishes.filter(({ chord }, at) => wishes.findIndex((each) => each.chord === chord) === at);
}
