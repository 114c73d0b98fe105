import type { Target } from "./locate.ts";

const MAX_TARGETS = 500;

/** Targets that failed a moment ago: others are tried before them until they have rested. */
export class DeadTargets {
  readonly #now: () => number;
  readonly #until = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Lets a target rest for so many milliseconds. */
  rest(target: Target, ms: number): void {
    const [oldest] = this.#until.keys();
    if (this.#until.size >= MAX_TARGETS && oldest !== undefined) this.#until.delete(oldest);
    this.#until.set(keyOf(target), this.#now() + ms);
  }

  /** Whether it still rests. */
  resting(target: Target): boolean {
    if (this.#until.size === 0) return false;
    const key = keyOf(target);
    const until = this.#until.get(key);
    if (until === undefined) return false;
    if (until > this.#now()) return true;
    this.#until.delete(key);
    return false;
  }

  /** The same targets, those that rest behind the others. */
  lastly(targets: readonly Target[]): readonly Target[] {
    if (targets.length < 2 || this.#until.size === 0) return targets;
    const resting = targets.filter((target) => this.resting(target));
    return resting.length === 0 ? targets : [...targets.filter((target) => !resting.includes(target)), ...resting];
  }
}

function keyOf({ transport, host, port }: Target): string {
  return `${transport} ${host} ${port}`;
}
