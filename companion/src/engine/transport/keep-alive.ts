import type { Clock, Stop } from "../transaction/clock.ts";
import type { Address, Flow } from "./flow.ts";

/** What is known of a flow that is kept alive. */
export type FlowState =
  /** Not asked yet, or the peer never answered: perhaps it does not know keep-alives. */
  "untried" | "alive" | "failed";

/** What a keep-alive is made of. Times in milliseconds. */
export type KeepAliveParts = {
  /** The flow, opened anew when it is gone. Rejects when the peer has no address. */
  readonly open: () => Flow | Promise<Flow>;
  readonly every: number;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly changed: (state: "alive" | "failed", flow: Flow | undefined) => void;
};

/** RFC 5626 section 4.4.1. */
const PATIENCE_MS = 10_000;
/** The first attempt to bring a failed flow back; each one after waits twice as long, up to the usual interval. */
const RECOVERY_MS = 1000;

/**
 * Keeps a flow open and notices when it is dead (RFC 5626 sections 4.4 and 4.5).
 *
 *                answered                closed, refused; silent for 10 s; our address changed
 *   +---------+ --------->  +-------+ -------------------------------------------> +--------+
 *   | untried |             | alive |                                              | failed | -- tried again: 1, 2, 4 ... s
 *   +---------+             +-------+ <------------------------------------------- +--------+
 *        |                                           answered                          ^
 *        +--- closed, refused ---------------------------------------------------------+
 *
 * Silence alone says nothing about a peer that never answered: it may not know keep-alives.
 */
export class KeepAlive {
  readonly #parts: KeepAliveParts;
  #state: FlowState = "untried";
  #mapped: string | undefined;
  #failures = 0;
  #stopped = false;
  /** Ends what is under way: the wait for the next question, or for an answer. */
  #rest: Stop = () => undefined;
  #unwatch: Stop = () => undefined;

  constructor(parts: KeepAliveParts) {
    this.#parts = parts;
    this.#ask();
  }

  /** Lets go of the flow; it may live on. */
  stop(): void {
    this.#stopped = true;
    this.#rest();
    this.#unwatch();
  }

  #ask(): void {
    try {
      const flow = this.#parts.open();
      if (flow instanceof Promise)
        flow.then(
          (opened) => this.#probe(opened),
          () => this.#fail(undefined),
        );
      else this.#probe(flow);
    } catch {
      this.#fail(undefined);
    }
  }

  #probe(flow: Flow): void {
    if (this.#stopped) return;
    this.#unwatch();
    this.#unwatch = flow.watch?.(() => this.#fail(flow)) ?? this.#unwatch;
    const cancel = flow.probe?.((mapped) => this.#onAnswer(flow, mapped)) ?? (() => undefined);
    const stopWaiting = this.#parts.clock.after(PATIENCE_MS, () => this.#onSilence(flow));
    this.#rest = () => {
      cancel();
      stopWaiting();
    };
  }

  #onAnswer(flow: Flow, mapped: Address | undefined): void {
    const [before, now] = [this.#mapped, mapped && `${mapped.host} ${mapped.port}`];
    this.#mapped = now;
    this.#rest();
    // Whoever calls us knows the old address: it must be told the new one before the flow is good again.
    if (before !== undefined && now !== before) return this.#fail(flow);
    this.#failures = 0;
    this.#turn("alive", flow);
    return this.#askIn(this.#parts.every * (0.8 + 0.2 * this.#parts.random()));
  }

  #onSilence(flow: Flow): void {
    this.#rest();
    if (this.#state === "untried") return this.#askIn(this.#parts.every);
    flow.close?.();
    return this.#fail(flow);
  }

  #fail(flow: Flow | undefined): void {
    if (this.#stopped) return;
    this.#unwatch();
    this.#rest();
    this.#turn("failed", flow);
    this.#failures += 1;
    this.#askIn(Math.min(RECOVERY_MS * 2 ** (this.#failures - 1), this.#parts.every));
  }

  #askIn(ms: number): void {
    this.#rest = this.#parts.clock.after(ms, () => this.#ask());
  }

  #turn(state: "alive" | "failed", flow: Flow | undefined): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#parts.changed(state, flow);
  }
}
