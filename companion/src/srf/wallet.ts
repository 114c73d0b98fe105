import { credentials, readChallenges, readParameters, strongest, type Challenge } from "./digest.ts";

/** A request as far as its credentials depend on it; `given` are those it carried already. */
export type Act = Readonly<{ method: string; uri: string; body: string; given?: string }>;

/** Which header asks, and which one answers. */
export type Asker = "server" | "proxy";

const answers = { server: "Authorization", proxy: "Proxy-Authorization" } as const;

type Known = { challenge: Challenge; count: number };

/**
 * The user's name and password for one account, and what its servers asked for: a nonce serves until the server wants another, so
 * that later requests need no second round (RFC 7616 sections 3.3 and 3.4). It shows neither name nor password.
 */
export class Wallet {
  readonly #user: string;
  readonly #password: string;
  readonly #newClientNonce: () => string;
  readonly #known: Record<Asker, Map<string, Known>> = { server: new Map(), proxy: new Map() };

  constructor(user: string, password: string, newClientNonce: () => string) {
    this.#user = user;
    this.#password = password;
    this.#newClientNonce = newClientNonce;
  }

  /**
   * The headers that answer a challenge; null where it cannot be answered, or was already: credentials with its very nonce that
   * are not called stale say that the password is wrong. Several requests may be asked with one nonce.
   */
  answer(asker: Asker, header: string, act: Act): Readonly<Record<string, string>> | null {
    const refused = readParameters(act.given ?? "").get("nonce");
    const asked = strongest(readChallenges(header)).filter(({ nonce, stale }) => stale || nonce !== refused);
    if (asked.length === 0) return null;
    for (const challenge of asked) this.#learn(asker, challenge);
    return this.#headers(asker, asked, act);
  }

  /** What can be said before anybody asks; nothing where nobody did yet. */
  inAdvance(act: Act): Readonly<Record<string, string>> {
    const askers: readonly Asker[] = ["server", "proxy"];
    return Object.assign({}, ...askers.map((asker) => this.#headers(asker, this.#challenges(asker), act)));
  }

  /** The server gives the nonce for next time (`Authentication-Info`, section 3.5). */
  renew(asker: Asker, info: string): void {
    const nonce = readParameters(info).get("nextnonce");
    if (nonce === undefined) return;
    for (const known of this.#known[asker].values()) {
      known.challenge = { ...known.challenge, nonce };
      known.count = 0;
    }
  }

  /** A nonce that was used before is counted on. */
  #learn(asker: Asker, challenge: Challenge): void {
    const known = this.#known[asker].get(challenge.realm);
    const count = known?.challenge.nonce === challenge.nonce && !challenge.stale ? known.count : 0;
    this.#known[asker].set(challenge.realm, { challenge, count });
  }

  #challenges(asker: Asker): readonly Challenge[] {
    return [...this.#known[asker].values()].map(({ challenge }) => challenge);
  }

  /** A header can be there once: of several realms the first is answered, which is all that one account has. */
  #headers(asker: Asker, challenges: readonly Challenge[], act: Act): Readonly<Record<string, string>> {
    const [challenge] = challenges;
    const known = challenge && this.#known[asker].get(challenge.realm);
    if (!known) return {};
    known.count += 1;
    const claim = {
      ...act,
      user: this.#user,
      password: this.#password,
      count: known.count,
      clientNonce: this.#newClientNonce(),
    };
    return { [answers[asker]]: credentials(known.challenge, claim) };
  }
}
