import { finished } from "../dialog/compose.ts";
import { NOBODY } from "../dialog/in-dialog.ts";
import { cancelFor } from "../message/answers.ts";
import { Headers } from "../message/message.ts";
import type { SipRequest } from "../message/message.ts";
import type { ClientTransaction, ClientUser } from "../transaction/client-transaction.ts";
import type { Elsewhere } from "../transaction/failover.ts";
import { stepOf, Timers } from "../transaction/machine.ts";
import type { Table } from "../transaction/machine.ts";
import type { ReceivedResponse } from "../transaction/received.ts";
import type { TransactionLayer } from "../transaction/transaction-layer.ts";
import type { Clock } from "../transaction/clock.ts";
import type { Flow } from "../transport/flow.ts";

/** How far one target of a request has come. */
export type BranchState =
  /** The request is out, nothing came back. */
  | "trying"
  /** The target is at it. */
  | "proceeding"
  /** It is no longer wanted, and must be told once it says that it is there (RFC 3261 section 9.1). */
  | "unwanted"
  /** It was told. */
  | "cancelled"
  /** It has decided, or was given up. */
  | "over";

type Signal = "provisional" | "final" | "cancel" | "timerProvisional" | "timerFinal" | "timerC" | "ended";
type Effect = "sendCancel" | "startC" | "stopProvisional" | "stopTimers" | "timeout";

/**
 * One target of a request that is proxied (RFC 3261 section 16.8 and 16.10).
 *
 *                 1xx: timer C again
 *                     +----+
 *   +--------+  1xx   |    v
 *   | trying |------->+------------+   cancel, no final in time, C: CANCEL   +-----------+
 *   +--------+        | proceeding |---------------------------------------->| cancelled |
 *     |    |          +------------+                                         +-----------+
 *     |    | cancel, no 1xx or final in time      1xx: CANCEL                   ^     |
 *     |    +----------> +----------+ -------------------------------------------+     |
 *     |                 | unwanted |                                                  |
 *     |                 +----------+                                                  |
 *     |  final            | final              final                                  | final
 *     v                   v                                                           v
 *     +------------------------------------->+------+<--------------------------------+
 *                                            | over |
 *                                            +------+
 *
 * Too long counts as a 408, at once: the caller is not kept waiting for the answer to a CANCEL.
 */
const branch = {
  trying: {
    provisional: { to: "proceeding", do: ["stopProvisional", "startC"] },
    final: { to: "over", do: ["stopTimers"] },
    cancel: { to: "unwanted", do: ["stopTimers"] },
    timerProvisional: { to: "unwanted", do: ["stopTimers", "timeout"] },
    timerFinal: { to: "unwanted", do: ["stopTimers", "timeout"] },
    timerC: { to: "unwanted", do: ["stopTimers", "timeout"] },
    ended: { to: "over", do: ["stopTimers"] },
  },
  proceeding: {
    provisional: { to: "proceeding", do: ["startC"] },
    final: { to: "over", do: ["stopTimers"] },
    cancel: { to: "cancelled", do: ["stopTimers", "sendCancel"] },
    timerFinal: { to: "cancelled", do: ["stopTimers", "sendCancel", "timeout"] },
    timerC: { to: "cancelled", do: ["stopTimers", "sendCancel", "timeout"] },
    ended: { to: "over", do: ["stopTimers"] },
  },
  unwanted: {
    provisional: { to: "cancelled", do: ["sendCancel"] },
    final: { to: "over", do: [] },
    ended: { to: "over", do: [] },
  },
  cancelled: {
    final: { to: "over", do: [] },
    ended: { to: "over", do: [] },
  },
  over: {},
} as const satisfies Table<BranchState, Signal, Effect>;

/** Longer than the three minutes a proxy must wait at least for an INVITE that rings (section 16.6 step 11). */
const TIMER_C_MS = 185_000;

/** What a branch is made of. */
export type BranchParts = {
  readonly transactions: TransactionLayer;
  readonly clock: Clock;
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly elsewhere: Elsewhere;
  readonly provisionalTimeout: number | undefined;
  readonly finalTimeout: number | undefined;
  /** Every response but 100; 2xx may come several times and late. */
  readonly heard: (received: ReceivedResponse) => void;
  /** It took too long. */
  readonly timedOut: () => void;
};

/** One copy of a request, on its way to one target. */
export class Branch {
  readonly request: SipRequest;
  /** What carries it now: it may have gone on to another server of the target. */
  transaction: ClientTransaction;
  readonly #parts: BranchParts;
  readonly #timers: Timers<"Provisional" | "Final" | "C">;
  #state: BranchState = "trying";

  constructor(parts: BranchParts) {
    this.#parts = parts;
    this.request = parts.request;
    this.#timers = new Timers(parts.clock, (name) => this.#signal(`timer${name}`));
    if (parts.provisionalTimeout !== undefined) this.#timers.start("Provisional", parts.provisionalTimeout);
    if (parts.finalTimeout !== undefined) this.#timers.start("Final", parts.finalTimeout);
    if (parts.request.method === "INVITE") this.#timers.start("C", TIMER_C_MS);
    const user: ClientUser = {
      onResponse: (received) => this.#onResponse(received),
      onEnd: () => this.#signal("ended"),
      mayMove: () => this.wanted,
      onMoved: (transaction) => (this.transaction = transaction),
    };
    this.transaction = parts.transactions.request(parts.request, parts.flow, user, parts.elsewhere);
  }

  /** Whether its answer still counts. */
  get wanted(): boolean {
    return this.#state === "trying" || this.#state === "proceeding";
  }

  /** Whether it was taken back and has not said yet that it stopped. */
  get leaving(): boolean {
    return this.#state === "cancelled";
  }

  /** Its answer is not wanted any more. */
  cancel(): void {
    this.#signal("cancel");
  }

  /** Stops every timer. */
  stop(): void {
    this.#timers.stopAll();
  }

  #onResponse(received: ReceivedResponse): void {
    const { status } = received.message;
    this.#signal(status < 200 ? "provisional" : "final");
    if (status !== 100) this.#parts.heard(received);
  }

  #signal(signal: Signal): void {
    const step = stepOf<BranchState, Signal, Effect>(branch, this.#state, signal);
    if (!step) return;
    this.#state = step.to;
    for (const effect of step.do) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect) {
      case "startC":
        return this.request.method === "INVITE" ? this.#timers.start("C", TIMER_C_MS) : undefined;
      case "stopProvisional":
        return this.#timers.stop("Provisional");
      case "stopTimers":
        return this.#timers.stopAll();
      case "sendCancel":
        return this.#sendCancel();
      case "timeout":
        return this.#parts.timedOut();
    }
  }

  /** Only an INVITE can be taken back (section 9.1). */
  #sendCancel(): void {
    if (this.request.method !== "INVITE") return;
    const { request, flow } = this.transaction;
    this.#parts.transactions.request(finished(cancelFor(request, new Headers())), flow, NOBODY);
    this.transaction.signal("cancel");
  }
}
