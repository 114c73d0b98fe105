/**
 * The panel at the edge of a page:
 * - `hidden`: only the thin line shows
 * - `held`: the panel shows and stays: the pointer is on it, a text is being written in it, or a menu is open in it
 * - `waiting`: it shows, and hides after three seconds in which nobody does anything with it
 * - `away`: something fills the screen, and not even the line shows
 *
 *            touch              free
 *   hidden ─────────▶ held ──────────────▶ waiting ◀─┐
 *    ▲ │               ▲ │  ◀──────────────  │ │ │   │ active
 *    │ │ reveal        │ │    touch, hold    │ │ └───┘
 *    │ └───────────────┼─┼──────────────────▶│ │
 *    │                 │ └── escape ──┐      │ │ still, escape
 *    ├─────────────────┼──────────────┴──────┘ │
 *    │ uncover         │                       │
 *   away ◀── cover ── hidden, held, waiting ◀──┘
 */
export type EdgeState = "hidden" | "held" | "waiting" | "away";

/**
 * What happens to it: the pointer comes to it (`touch`), a key reveals it (`reveal`), something keeps it or nothing does any more (`hold`,
 * `free`), a key is pressed in it (`active`), three seconds pass (`still`), Escape, and something fills the screen or no longer does.
 */
export type EdgeSignal = "touch" | "reveal" | "hold" | "free" | "active" | "still" | "escape" | "cover" | "uncover";

const transitions = {
  hidden: { touch: "held", reveal: "waiting", cover: "away" },
  held: { free: "waiting", escape: "hidden", cover: "away" },
  waiting: {
    touch: "held",
    hold: "held",
    active: "waiting",
    reveal: "waiting",
    still: "hidden",
    escape: "hidden",
    cover: "away",
  },
  away: { uncover: "hidden" },
} as const satisfies Readonly<Record<EdgeState, Partial<Record<EdgeSignal, EdgeState>>>>;

/** The state after that; null where it means nothing in this one. */
export function afterSignal(state: EdgeState, signal: EdgeSignal): EdgeState | null {
  const ways: Partial<Record<EdgeSignal, EdgeState>> = transitions[state];
  return ways[signal] ?? null;
}

/** Does the panel show? */
export const isRevealed = (state: EdgeState): boolean => state === "held" || state === "waiting";

/** Without activity it hides after so long, in milliseconds (F35). */
export const patience = 3000;

/** What keeps the panel, each as long as it lasts. */
export type Keeping = Readonly<{ pointer: boolean; text: boolean; menu: boolean }>;

export const nothingKeeps: Keeping = { pointer: false, text: false, menu: false };

/** The signal that a change of what keeps it comes to. */
export function signalOf({ pointer, text, menu }: Keeping): "hold" | "free" {
  return pointer || text || menu ? "hold" : "free";
}
