import type { KeyFault } from "@twp/shared/protocol/index.ts";

/** What whoever has the keys is told: a thread or a process of its own, which the system tells of presses. `K` is how that system writes keys. */
export type Wanted<K> =
  /** Exactly these are ours from now on; each is named by its place. */
  Readonly<{ type: "hold"; turn: number; keys: readonly K[] }> | Readonly<{ type: "selection"; turn: number }>;

/** What it says. A turn is the one of what it was told. */
export type Told =
  /** Which of the keys somebody else has, and which this keyboard has not. */
  | Readonly<{ type: "held"; turn: number; taken: readonly number[]; missing: readonly number[] }>
  | Readonly<{ type: "pressed"; turn: number; key: number }>
  | Readonly<{ type: "selected"; turn: number; text: string }>
  | Readonly<{ type: "unread"; turn: number; why: KeyFault }>;

/** Whoever has the keys, seen from here. */
export type Holder<K> = Readonly<{ tell: (wanted: Wanted<K>) => void; end: () => void }>;

/** Begins one; `ended` when it has gone, whoever wanted that. Rejects where this system has none. */
export type OpenHolder<K> = (heard: (told: Told) => void, ended: () => void) => Promise<Holder<K>>;
