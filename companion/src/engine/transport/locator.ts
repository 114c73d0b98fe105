import { systemLookup } from "./dns.ts";
import type { Lookup } from "./dns.ts";
import { locate } from "./locate.ts";
import type { Located, Question, Target } from "./locate.ts";

const MAX_NAMES = 500;

/** What a locator is made of; tests give their own DNS, time and chance. */
export type LocatorPorts = {
  readonly lookup: Lookup | undefined;
  readonly now: () => number;
  readonly random?: () => number;
};

/**
 * Where names lead to, kept as long as their records allow. The order is kept with them: the requests of a call, and the
 * second half of an authentication, must all go to the same server.
 */
export class Locator {
  readonly #lookup: Lookup;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #known = new Map<string, { readonly until: number; readonly targets: readonly Target[] }>();
  readonly #asking = new Map<string, Promise<readonly Target[]>>();

  constructor({ lookup, now, random = Math.random }: LocatorPorts) {
    this.#lookup = lookup ?? systemLookup();
    this.#now = now;
    this.#random = random;
  }

  /** The targets, at once when they are known. Everybody who asks the same meanwhile shares one question. Rejects when there is no address. */
  find(question: Question): readonly Target[] | Promise<readonly Target[]> {
    const key = keyOf(question);
    const known = this.#known.get(key);
    if (known && this.#now() < known.until) return known.targets;
    return this.#asking.get(key) ?? this.#ask(key, question);
  }

  #ask(key: string, question: Question): Promise<readonly Target[]> {
    const asked = locate(question, this.#lookup, this.#random)
      .then((located) => this.#keep(key, located))
      .finally(() => this.#asking.delete(key));
    this.#asking.set(key, asked);
    return asked;
  }

  #keep(key: string, { targets, fresh }: Located): readonly Target[] {
    this.#known.delete(key);
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MAX_NAMES && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, { until: this.#now() + fresh, targets });
    return targets;
  }
}

function keyOf({ host, port, transports, secure, free }: Question): string {
  return `${host.toLowerCase()} ${port} ${transports.join()} ${secure} ${free}`;
}
