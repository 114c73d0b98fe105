import type { Command, PairedBrowser, Params, Result } from "@twp/shared/protocol/index.ts";

/** Time as features see it: every decision can be tested at any minute of any day. */
export type Clock = Readonly<{
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Calls back once after so many milliseconds, unless the returned stop is called first. */
  after: (milliseconds: number, act: () => void) => () => void;
}>;

/** What happened, for the log: one line an event, never a number, a name or a secret. */
export type Log = (event: string, details?: Readonly<Record<string, string | number | boolean | null>>) => void;

/** Who asks: the session of one window, and the browser it belongs to. */
export type Asker = Readonly<{ session: string; browser: PairedBrowser }>;

/** A feature's share of the commands. Rejects (or throws) with `Failure`. */
export type Commands<C extends Command> = {
  readonly [K in C]: (params: Params<K>, asker: Asker) => Result<K> | Promise<Result<K>>;
};

/** A document at rest: read once at the start, written whole and atomically. */
export type Document<T> = Readonly<{
  value: () => T;
  /** Rejects with `Failure("storage-failed")`; the value then stays as it was. */
  write: (value: T) => Promise<void>;
  /** The same with what is made of the value, once every write before it is through: of two changes that come together none is lost. */
  change: (to: (value: T) => T) => Promise<void>;
}>;
