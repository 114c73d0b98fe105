import { PATIENCE, T1, T2 } from "../transaction/clock.ts";
import type { Clock } from "../transaction/clock.ts";
import { stepOf, Timers } from "../transaction/machine.ts";
import type { Table } from "../transaction/machine.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";

/** Where an INVITE of the peer stands. */
export type IncomingInviteState =
  /** The application decides. */
  | "offered"
  /** The application said yes; the peer has not confirmed it yet. */
  | "accepted"
  /** Confirmed, refused or given up: nothing more to do. */
  | "over";

type Signal = "success" | "failure" | "ack" | "timerRepeat" | "timerGiveUp";
type Effect = "repeat" | "startTimers" | "stopTimers" | "giveUp";

/**
 * The 2xx to an INVITE is the user agent's to repeat, not the transaction's, and over TCP too: a proxy on the way may
 * have lost it (RFC 3261 section 13.3.1.4).
 *
 *                 2xx                    ACK
 *   +---------+   start timers  +----------+   +------+
 *   | offered |---------------->| accepted |-->| over |
 *   +---------+                 +----------+   +------+
 *        |        repeat: 2xx again |  |           ^ ^
 *        |                    ^-----+  | give up   | |
 *        |                             | after 32 s| |
 *        |                             +-----------+ |
 *        +-------------------------------------------+
 *              300-699
 */
const incomingInvite = {
  offered: {
    success: { to: "accepted", do: ["startTimers"] },
    failure: { to: "over", do: [] },
  },
  accepted: {
    timerRepeat: { to: "accepted", do: ["repeat"] },
    timerGiveUp: { to: "over", do: ["stopTimers", "giveUp"] },
    ack: { to: "over", do: ["stopTimers"] },
    failure: { to: "over", do: ["stopTimers"] },
  },
  over: {},
} as const satisfies Table<IncomingInviteState, Signal, Effect>;

/** An INVITE of the peer: its 2xx until the ACK. */
export class IncomingInvite {
  readonly transaction: ServerTransaction;
  /** Whether it began the dialog; the ACK of a re-INVITE goes under a name of its own. */
  readonly initial: boolean;
  readonly #giveUp: () => void;
  readonly #timers: Timers<"Repeat" | "GiveUp">;
  #state: IncomingInviteState = "offered";
  #interval = T1;

  constructor(transaction: ServerTransaction, initial: boolean, clock: Clock, giveUp: () => void) {
    this.transaction = transaction;
    this.initial = initial;
    this.#giveUp = giveUp;
    this.#timers = new Timers(clock, (timer) => this.signal(`timer${timer}`));
  }

  /** Where it stands. */
  get state(): IncomingInviteState {
    return this.#state;
  }

  /** The number its ACK must carry. */
  get cseq(): number {
    return this.transaction.received.essentials.cseq.number;
  }

  /** Moves the machine; true when the signal meant something in this state. */
  signal(signal: Signal): boolean {
    const step = stepOf<IncomingInviteState, Signal, Effect>(incomingInvite, this.#state, signal);
    if (!step) return false;
    this.#state = step.to;
    for (const effect of step.do) this.#perform(effect);
    return true;
  }

  #perform(effect: Effect): void {
    switch (effect) {
      case "startTimers":
        this.#timers.start("Repeat", T1);
        return this.#timers.start("GiveUp", PATIENCE);
      case "repeat":
        this.#interval = Math.min(this.#interval * 2, T2);
        this.#timers.start("Repeat", this.#interval);
        return this.transaction.repeatLast();
      case "stopTimers":
        return this.#timers.stopAll();
      case "giveUp":
        return this.#giveUp();
    }
  }
}
