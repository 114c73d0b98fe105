import type { Clock, Stop } from "./clock.ts";

/** What one signal does in one state. */
export type Step<State extends string, Effect extends string> = { readonly to: State; readonly do: readonly Effect[] };

/** A state machine as a table: what is not in it is ignored in that state. */
export type Table<State extends string, Signal extends string, Effect extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Signal, Step<State, Effect>>>>>
>;

/** The step the table holds, typed back to its unions. */
export function stepOf<State extends string, Signal extends string, Effect extends string>(
  table: Table<State, Signal, Effect>,
  state: State,
  signal: Signal,
): Step<State, Effect> | undefined {
  return table[state][signal];
}

/** The timers of one transaction, by their letter in RFC 3261. */
export class Timers<Letter extends string> {
  readonly #clock: Clock;
  readonly #fired: (letter: Letter) => void;
  readonly #running = new Map<Letter, Stop>();

  constructor(clock: Clock, fired: (letter: Letter) => void) {
    this.#clock = clock;
    this.#fired = fired;
  }

  /** Starts a timer, or starts it again. */
  start(letter: Letter, ms: number): void {
    this.stop(letter);
    const stop = this.#clock.after(ms, () => {
      this.#running.delete(letter);
      this.#fired(letter);
    });
    this.#running.set(letter, stop);
  }

  stop(letter: Letter): void {
    this.#running.get(letter)?.();
    this.#running.delete(letter);
  }

  stopAll(): void {
    for (const stop of this.#running.values()) stop();
    this.#running.clear();
  }
}
