import { readNumber, trimBlanks } from "../message/grammar.ts";
import type { Headers, SipRequest, SipResponse } from "../message/message.ts";
import { PATIENCE } from "../transaction/clock.ts";
import type { Clock } from "../transaction/clock.ts";
import { stepOf, Timers } from "../transaction/machine.ts";
import type { Table } from "../transaction/machine.ts";

/** Where a subscription stands, on either side. */
export type SubscriptionState =
  /** It runs, and ends by itself unless it is refreshed. */
  | "active"
  /** Nothing comes any more, and its dialog is gone. */
  | "over";

type Signal = "accepted" | "ended" | "timerExpiry";
type Effect = "startExpiry" | "stopExpiry" | "endDialog";

/**
 * A subscription (RFC 6665 section 4.1): its dialog lives as long as it does. Notifier and subscriber see the same.
 *
 *   2xx to SUBSCRIBE   +--------+  2xx to a refresh
 *   ------------------>| active |--+ timer again
 *                      +--------+<-+
 *                          |
 *          NOTIFY terminated, NOTIFY or refresh refused for good, not refreshed in time
 *                          v
 *                      +------+
 *                      | over |
 *                      +------+
 */
const subscription = {
  active: {
    accepted: { to: "active", do: ["startExpiry"] },
    ended: { to: "over", do: ["stopExpiry", "endDialog"] },
    timerExpiry: { to: "over", do: ["endDialog"] },
  },
  over: {},
} as const satisfies Table<SubscriptionState, Signal, Effect>;

const DEFAULT_SECONDS = 3600;
const LONGEST_SECONDS = 24 * 3600;
/** Refusals that end a subscription; after others it runs on until it expires (RFC 6665 section 4.1.2.2). */
const REFUSED_FOR_GOOD = new Set([404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604]);
/** A NOTIFY that was refused like this reached nobody who wants another (section 4.2.2). */
const NOBODY_LISTENS = new Set([404, 408, 410, 480, 481, 482, 485, 489, 501, 604]);

/** Whether a subscription begins with that request: a SUBSCRIBE, or a REFER that does not forbid it (RFC 4488). */
export function subscribes({ method, headers }: SipRequest): boolean {
  return method === "SUBSCRIBE" || (method === "REFER" && !/^\s*false\b/i.test(headers.get("Refer-Sub") ?? ""));
}

/** One subscription: ends its dialog when it is over. */
export class Subscription {
  readonly #endDialog: () => void;
  readonly #timers: Timers<"Expiry">;
  #state: SubscriptionState = "active";
  #seconds: number;

  constructor(clock: Clock, seconds: number, endDialog: () => void) {
    this.#endDialog = endDialog;
    this.#seconds = seconds;
    this.#timers = new Timers(clock, () => this.#signal("timerExpiry"));
    this.#perform("startExpiry");
  }

  /** A request of the subscription had its final response, on whichever side. */
  onAnswered(request: SipRequest, response: SipResponse): void {
    const { status } = response;
    if (request.method === "NOTIFY") {
      if (isTerminated(request.headers) || NOBODY_LISTENS.has(status)) this.#signal("ended");
    } else if (request.method === "SUBSCRIBE") {
      if (status < 300) this.#refresh(request, response);
      else if (REFUSED_FOR_GOOD.has(status)) this.#signal("ended");
    }
  }

  /** Stops its timer without a word. */
  stop(): void {
    this.#timers.stopAll();
  }

  #refresh(request: SipRequest, response: SipResponse): void {
    this.#seconds = secondsOf(request, response);
    this.#signal("accepted");
  }

  #signal(signal: Signal): void {
    const step = stepOf<SubscriptionState, Signal, Effect>(subscription, this.#state, signal);
    if (!step) return;
    this.#state = step.to;
    for (const effect of step.do) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect) {
      case "startExpiry":
        // A last NOTIFY may still be on its way when the time is over.
        return this.#timers.start("Expiry", this.#seconds * 1000 + PATIENCE);
      case "stopExpiry":
        return this.#timers.stopAll();
      case "endDialog":
        return this.#endDialog();
    }
  }
}

/** How long a subscription runs, in seconds: what the notifier granted, else what was asked for. */
export function secondsOf(request: SipRequest, response: SipResponse): number {
  const said = response.headers.get("Expires") ?? request.headers.get("Expires");
  return readNumber(trimBlanks(said ?? ""), LONGEST_SECONDS) ?? DEFAULT_SECONDS;
}

/** Whether a NOTIFY is the last one (section 4.1.3). */
export function isTerminated(headers: Headers): boolean {
  return /^\s*terminated\s*(;|$)/i.test(headers.get("Subscription-State") ?? "");
}
