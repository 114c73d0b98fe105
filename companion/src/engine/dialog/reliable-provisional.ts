import { PATIENCE, T1 } from "../transaction/clock.ts";
import type { Clock } from "../transaction/clock.ts";
import { stepOf, Timers } from "../transaction/machine.ts";
import type { Table } from "../transaction/machine.ts";

type State = "unconfirmed" | "over";
type Signal = "prack" | "final" | "timerRepeat" | "timerGiveUp";
type Effect = "repeat" | "stopTimers" | "giveUp";

/**
 * A provisional response that must arrive (RFC 3262 section 3).
 *
 *   sent, start timers
 *         |
 *         v           PRACK, final response
 *   +-------------+        +------+
 *   | unconfirmed |------->| over |
 *   +-------------+        +------+
 *     |  ^    |  give up after 32 s  ^
 *     |  |    +----------------------+
 *     +--+ repeat: send again, the interval doubles
 */
const reliableProvisional = {
  unconfirmed: {
    prack: { to: "over", do: ["stopTimers"] },
    final: { to: "over", do: ["stopTimers"] },
    timerRepeat: { to: "unconfirmed", do: ["repeat"] },
    timerGiveUp: { to: "over", do: ["stopTimers", "giveUp"] },
  },
  over: {},
} as const satisfies Table<State, Signal, Effect>;

/** What a reliable provisional response is made of. */
export type ReliableParts = {
  readonly rseq: number;
  readonly clock: Clock;
  readonly send: () => void;
  readonly giveUp: () => void;
};

/** One reliable provisional response, until its PRACK. */
export class ReliableProvisional {
  readonly rseq: number;
  readonly #parts: ReliableParts;
  readonly #timers: Timers<"Repeat" | "GiveUp">;
  #state: State = "unconfirmed";
  #interval = T1;

  constructor(parts: ReliableParts) {
    this.rseq = parts.rseq;
    this.#parts = parts;
    this.#timers = new Timers(parts.clock, (timer) => this.signal(`timer${timer}`));
    this.#timers.start("Repeat", T1);
    this.#timers.start("GiveUp", PATIENCE);
  }

  /** Moves the machine; true when the signal meant something in this state. */
  signal(signal: Signal): boolean {
    const step = stepOf<State, Signal, Effect>(reliableProvisional, this.#state, signal);
    if (!step) return false;
    this.#state = step.to;
    for (const effect of step.do) this.#perform(effect);
    return true;
  }

  #perform(effect: Effect): void {
    switch (effect) {
      case "repeat":
        this.#interval *= 2;
        this.#timers.start("Repeat", this.#interval);
        return this.#parts.send();
      case "stopTimers":
        return this.#timers.stopAll();
      case "giveUp":
        return this.#parts.giveUp();
    }
  }
}

/** Reads `776656 1 INVITE` (section 7.2), or undefined. */
export function readRack(text: string): { rseq: number; cseq: number; method: string } | undefined {
  const match = /^(\d{1,10})[ \t]+(\d{1,10})[ \t]+([A-Z]+)$/.exec(text);
  return match ? { rseq: Number(match[1]), cseq: Number(match[2]), method: match[3] ?? "" } : undefined;
}
