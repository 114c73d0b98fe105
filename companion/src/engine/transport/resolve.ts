import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

const FRESH_MS = 30_000;
const MAX_NAMES = 500;

/** Looks up the address of a host name in one family; rejects when there is none. */
export type Lookup = (host: string, family: 4 | 6) => Promise<string>;

/** Host names to addresses, kept for half a minute: a call's messages must all go to the same server. */
export class Resolver {
  readonly #lookup: Lookup;
  readonly #known = new Map<string, { at: number; address: string }>();
  readonly #asking = new Map<string, Promise<string>>();

  constructor(ask: Lookup = async (host, family) => (await lookup(host, { family })).address) {
    this.#lookup = ask;
  }

  /** The address at once when the host is one or is known, else undefined. */
  now(host: string, family: 4 | 6): string | undefined {
    if (isIP(host) !== 0) return host;
    const known = this.#known.get(keyOf(host, family));
    return known && Date.now() - known.at < FRESH_MS ? known.address : undefined;
  }

  /** The address; everybody who asks for the same name meanwhile shares one question, and is answered in order. */
  resolve(host: string, family: 4 | 6): Promise<string> {
    return this.#asking.get(keyOf(host, family)) ?? this.#ask(host, family);
  }

  #ask(host: string, family: 4 | 6): Promise<string> {
    const key = keyOf(host, family);
    const question = this.#lookup(host, family)
      .then((address) => {
        if (this.#known.size >= MAX_NAMES) this.#known.clear();
        this.#known.set(key, { at: Date.now(), address });
        return address;
      })
      .finally(() => this.#asking.delete(key));
    this.#asking.set(key, question);
    return question;
  }
}

function keyOf(host: string, family: 4 | 6): string {
  return `${family} ${host}`;
}
