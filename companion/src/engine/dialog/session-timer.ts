import { readSessionExpires } from "../message/session-expires.ts";
import type { Refresher } from "../message/session-expires.ts";
import type { SipResponse } from "../message/message.ts";
import { PATIENCE } from "../transaction/clock.ts";
import type { Clock } from "../transaction/clock.ts";
import { stepOf, Timers } from "../transaction/machine.ts";
import type { Table } from "../transaction/machine.ts";

/** Whether a call must be refreshed to live on, and by whom. */
export type SessionTimerState =
  /** Nobody asked for it. */
  | "off"
  /** We refresh it. */
  | "ours"
  /** The peer does. */
  | "theirs"
  /** Nobody did in time: the call is ended. */
  | "over";

type Signal = "agreedOurs" | "agreedTheirs" | "agreedNone" | "timerRefresh" | "timerExpiry" | "stop";
type Effect = "startRefresh" | "startExpiry" | "stopTimers" | "refresh" | "end";

/**
 * The session timer of a call (RFC 4028 sections 7.2 and 9 to 10): a peer that has vanished is noticed.
 *
 *   +-----+  2xx: we refresh           +------+  half time: refresh, which agrees anew
 *   | off |--------------------------->| ours |--+
 *   +-----+                            +------+<-+
 *     ^  |   2xx: the peer refreshes      ^ |  expired: BYE   +------+
 *     |  |                                | +---------------->| over |
 *     |  |   +--------+   2xx: we refresh | |                 +------+
 *     |  +-->| theirs |-------------------+ |                    ^
 *     |      +--------+  expired: BYE       |                    |
 *     |         |  +-----------------------------------------------
 *     +---------+ 2xx without Session-Expires (from ours too)
 */
const sessionTimer = {
  off: {
    agreedOurs: { to: "ours", do: ["startRefresh", "startExpiry"] },
    agreedTheirs: { to: "theirs", do: ["startExpiry"] },
    stop: { to: "over", do: [] },
  },
  ours: {
    agreedOurs: { to: "ours", do: ["startRefresh", "startExpiry"] },
    agreedTheirs: { to: "theirs", do: ["stopTimers", "startExpiry"] },
    agreedNone: { to: "off", do: ["stopTimers"] },
    timerRefresh: { to: "ours", do: ["refresh"] },
    timerExpiry: { to: "over", do: ["stopTimers", "end"] },
    stop: { to: "over", do: ["stopTimers"] },
  },
  theirs: {
    agreedOurs: { to: "ours", do: ["startRefresh", "startExpiry"] },
    agreedTheirs: { to: "theirs", do: ["startExpiry"] },
    agreedNone: { to: "off", do: ["stopTimers"] },
    timerExpiry: { to: "over", do: ["stopTimers", "end"] },
    stop: { to: "over", do: ["stopTimers"] },
  },
  over: {},
} as const satisfies Table<SessionTimerState, Signal, Effect>;

/** What the timer does to its call. */
export type SessionTimerParts = { readonly clock: Clock; readonly refresh: () => void; readonly end: () => void };

/** The timer of one call. */
export class SessionTimer {
  readonly #parts: SessionTimerParts;
  readonly #timers: Timers<"Refresh" | "Expiry">;
  #state: SessionTimerState = "off";
  #seconds = 0;

  constructor(parts: SessionTimerParts) {
    this.#parts = parts;
    this.#timers = new Timers(parts.clock, (timer) => this.#signal(`timer${timer}`));
  }

  /** The interval that was agreed on last, in seconds. */
  get seconds(): number {
    return this.#seconds;
  }

  /** An INVITE or UPDATE was accepted; `we` says which side of it was ours. */
  agree(accepted: SipResponse, we: Refresher): void {
    const agreed = readSessionExpires(accepted.headers);
    if (!agreed) return this.#signal("agreedNone");
    this.#seconds = agreed.seconds;
    return this.#signal((agreed.refresher ?? "uac") === we ? "agreedOurs" : "agreedTheirs");
  }

  /** The peer wants a longer interval (section 7.4). */
  raise(seconds: number): void {
    this.#seconds = Math.max(this.#seconds, seconds);
  }

  /** A refresh did not get through for now: once more, soon. */
  tryAgain(ms: number): void {
    if (this.#state === "ours") this.#timers.start("Refresh", ms);
  }

  /** The call is over. */
  stop(): void {
    this.#signal("stop");
  }

  #signal(signal: Signal): void {
    const step = stepOf<SessionTimerState, Signal, Effect>(sessionTimer, this.#state, signal);
    if (!step) return;
    this.#state = step.to;
    for (const effect of step.do) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    const { refresh, end } = this.#parts;
    switch (effect) {
      case "startRefresh":
        return this.#timers.start("Refresh", (this.#seconds * 1000) / 2);
      case "startExpiry":
        // Somewhat before the end, so that the peer still takes the BYE (section 10).
        return this.#timers.start("Expiry", this.#seconds * 1000 - Math.min(PATIENCE, (this.#seconds * 1000) / 3));
      case "stopTimers":
        return this.#timers.stopAll();
      case "refresh":
        return refresh();
      case "end":
        return end();
    }
  }
}
