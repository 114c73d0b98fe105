import type { Clock } from "../transaction/clock.ts";

/** A clock that stands still until it is turned. */
export class HandClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  readonly #alarms = new Set<{ at: number; fire: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, fire: () => void): () => void {
    const alarm = { at: this.#now + ms, fire };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** How many timers run. */
  get running(): number {
    return this.#alarms.size;
  }

  /** Turns the clock; every timer on the way fires at its own time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#alarms.delete(next);
      this.#now = next.at;
      next.fire();
    }
    this.#now = end;
  }

  #next(end: number): { at: number; fire: () => void } | undefined {
    const due = [...this.#alarms].filter((alarm) => alarm.at <= end);
    return due.toSorted((one, other) => one.at - other.at)[0];
  }
}
