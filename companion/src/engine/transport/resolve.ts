import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

const FRESH_MS = 30_000;
const MAX_NAMES = 500;

/** Looks up the IP address of a host name; rejects when there is none. */
export type Lookup = (host: string) => Promise<string>;

/** Host names to addresses, kept for half a minute: a call's messages must all go to the same server. */
export class Resolver {
  readonly #lookup: Lookup;
  readonly #known = new Map<string, { at: number; address: string }>();
  readonly #asking = new Map<string, Promise<string>>();

  constructor(ask: Lookup = async (host) => (await lookup(host)).address) {
    this.#lookup = ask;
  }

  /** The address at once when the host is one or is known, else undefined. */
  now(host: string): string | undefined {
    if (isIP(host) !== 0) return host;
    const known = this.#known.get(host);
    return known && Date.now() - known.at < FRESH_MS ? known.address : undefined;
  }

  /** The address; everybody who asks for the same name meanwhile shares one question, and is answered in order. */
  async resolve(host: string): Promise<string> {
    const known = this.now(host);
    if (known !== undefined) return known;
    const asking = this.#asking.get(host) ?? this.#ask(host);
    return asking;
  }

  #ask(host: string): Promise<string> {
    const question = this.#lookup(host)
      .then((address) => {
        if (this.#known.size >= MAX_NAMES) this.#known.clear();
        this.#known.set(host, { at: Date.now(), address });
        return address;
      })
      .finally(() => this.#asking.delete(host));
    this.#asking.set(host, question);
    return question;
  }
}
