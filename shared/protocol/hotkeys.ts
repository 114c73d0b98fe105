import * as v from "valibot";
import { Chord } from "./chords.ts";
import { failureCodes } from "./envelope.ts";

/** What a key of the whole desktop can do to the calls; each has its setting `<act>Key`. */
export const keyActs = ["answer", "hangUp", "mute", "hold"] as const;
export type KeyAct = (typeof keyActs)[number];

/**
 * How keys stand:
 * - `asked`: the system has not yet said whether we get them
 * - `held`: they are ours in every application
 * - `taken`: another program has them, or the desktop keeps them for itself
 * - `twice`: they already do something else here
 * - `missing`: this keyboard has no such key
 */
export const keyStands = ["asked", "held", "taken", "twice", "missing"] as const;
export type KeyStand = (typeof keyStands)[number];

/**
 * Why no keys can be had at all:
 * - `no-display`: the companion was started outside a desktop
 * - `display-refused`: the desktop's display lets us not in
 * - `no-portal`: this Wayland desktop has no portal for shortcuts
 * - `portal-refused`: the desktop, or the user there, refused them
 * - `system-refused`: Windows or macOS gives us none now
 */
export const keyHindrances = [
  "no-display",
  "display-refused",
  "no-portal",
  "portal-refused",
  "system-refused",
] as const;
export type KeyHindrance = (typeof keyHindrances)[number];

/** What keys are for. */
export const Purpose = v.variant("kind", [
  v.object({ kind: v.literal("selection") }),
  v.object({ kind: v.literal("contact"), contactId: v.string(), name: v.string() }),
  v.object({ kind: v.picklist(keyActs) }),
]);
export type Purpose = v.InferOutput<typeof Purpose>;

/** Keys that the user wants, and how they stand. */
export const Hotkey = v.object({
  chord: Chord,
  purpose: Purpose,
  stand: v.picklist(keyStands),
  /** What is really pressed, in the desktop's words, where the desktop decides that. */
  pressed: v.nullable(v.string()),
});
export type Hotkey = v.InferOutput<typeof Hotkey>;

/** Is it left to the browser to hear these keys, on its pages alone? */
export const isForPages = ({ stand }: Pick<Hotkey, "stand">): boolean => stand !== "held" && stand !== "twice";

/** Why a press came to nothing before anything was asked (`hotkeys:why.<code>`). */
export const keyFaults = [
  "selection-empty",
  "selection-too-long",
  "selection-unreadable",
  /** The user has not given the right to read what other programs show, which macOS asks for. */
  "selection-forbidden",
  "no-such-call",
] as const;
export type KeyFault = (typeof keyFaults)[number];

/** What a key has left for a window to show: a text to look for, or why nothing came of the press. */
export const KeyNews = v.variant("kind", [
  v.object({ kind: v.literal("search"), id: v.string(), text: v.string() }),
  v.object({ kind: v.literal("failed"), id: v.string(), code: v.picklist([...keyFaults, ...failureCodes]) }),
]);
export type KeyNews = v.InferOutput<typeof KeyNews>;

export const Hotkeys = v.object({
  /** Null where keys can be had, and while none is wanted. */
  hindrance: v.nullable(v.picklist(keyHindrances)),
  keys: v.array(Hotkey),
  news: v.nullable(KeyNews),
});
export type Hotkeys = v.InferOutput<typeof Hotkeys>;

export const noHotkeys: Hotkeys = { hindrance: null, keys: [], news: null };

export const hotkeysCommands = {
  /** The user has pressed keys on a page that the system does not give us; `selection` is what was selected there. Keys we hold do nothing here. */
  "hotkeys.press": {
    params: v.strictObject({ chord: Chord, selection: v.pipe(v.string(), v.maxLength(1024)) }),
    result: v.null(),
  },
  /** A window shows what a key has left there; others need not. */
  "hotkeys.seen": { params: v.strictObject({ id: v.pipe(v.string(), v.maxLength(64)) }), result: v.null() },
} as const;

export const HotkeysEvent = v.object({ type: v.literal("hotkeys.changed"), hotkeys: Hotkeys });
export type HotkeysEvent = v.InferOutput<typeof HotkeysEvent>;

/** Folds one event into the keys. */
export function applyHotkeysEvent(_hotkeys: Hotkeys, event: HotkeysEvent): Hotkeys {
  return event.hotkeys;
}
