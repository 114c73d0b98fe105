import type { Essentials } from "../message/essentials.ts";

/**
 * The calls we wrote a Record-Route into. Only their requests are passed on: whoever else names us in a Route would use
 * us as an open relay. Bounded: the oldest are forgotten, as a call that nobody ended must be one day.
 */
export class ProxiedCalls {
  readonly #limit: number;
  readonly #calls = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#calls.size;
  }

  add({ callId, fromTag }: Essentials): void {
    this.#calls.add(keyOf(callId, fromTag));
    const [oldest] = this.#calls;
    if (this.#calls.size > this.#limit && oldest !== undefined) this.#calls.delete(oldest);
  }

  /** Whether a request inside a dialog belongs to one of them; either side may send it. */
  has({ callId, fromTag, toTag }: Essentials): boolean {
    return toTag !== undefined && [fromTag, toTag].some((tag) => this.#calls.has(keyOf(callId, tag)));
  }

  delete({ callId, fromTag, toTag }: Essentials): void {
    for (const tag of [fromTag, toTag]) this.#calls.delete(keyOf(callId, tag));
  }
}

/** The caller's tag is the one that is there from the first request on. */
function keyOf(callId: string, callerTag: string | undefined): string {
  return `${callId} ${callerTag}`;
}
