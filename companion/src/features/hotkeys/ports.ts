import type { Chord, Hotkey, KeyFault, KeyHindrance } from "@twp/shared/protocol/index.ts";

/** A press came to nothing, for a reason that the user can be told. */
export class PressFailed extends Error {
  readonly code: KeyFault;
  constructor(code: KeyFault, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Keys and what they are for. */
export type KeyWish = Pick<Hotkey, "chord" | "purpose">;

/** How the system answers for some keys: why it gives none, or how each one stands. */
export type Answered = Readonly<{
  hindrance: KeyHindrance | null;
  stands: ReadonlyMap<Chord, Pick<Hotkey, "stand" | "pressed">>;
}>;

/** The keys of the whole desktop, whichever application has the keyboard. */
export type Keyboard = Readonly<{
  /** From now on exactly these are ours, as far as the system gives them; with none the system is left alone. */
  hold: (wishes: readonly KeyWish[]) => void;
  /** The text that is selected in whatever application. Rejects with `PressFailed`. */
  selection: () => Promise<string>;
  stop: () => void;
}>;

/** What a keyboard tells. */
export type KeyboardNews = Readonly<{
  /** Once for a press, however long the keys stay down. */
  pressed: (chord: Chord) => void;
  answered: (answered: Answered) => void;
}>;

/** Opens the keyboard of this desktop. */
export type OpenKeyboard = (news: KeyboardNews) => Keyboard;
