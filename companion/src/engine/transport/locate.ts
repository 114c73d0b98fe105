import { DEFAULT_PORTS } from "./flow.ts";
import type { Address, TransportName } from "./flow.ts";
import type { Answer, Lookup, SrvRecord } from "./dns.ts";
import { srvOrder } from "./srv-order.ts";

/** One place where a request can be sent: an address, over one transport. */
export type Target = Address & { readonly transport: TransportName };

/** What is looked for: a host by its name, and how we can speak to it. */
export type Question = {
  readonly host: string;
  readonly port: number | undefined;
  /** Transports that will do, the best liked first; only one when the URI names it. */
  readonly transports: readonly TransportName[];
  /** Whether the URI left the choice to us: only then NAPTR is asked (RFC 3263 section 4.1). */
  readonly free: boolean;
  /** Whether nothing but TLS will do: the scheme is `sips`. */
  readonly secure: boolean;
  /** The families of addresses we can send to; 0 is both. */
  readonly family: 0 | 4 | 6;
};

/** Where a request can go, best first, and for how many milliseconds that is so. */
export type Located = { readonly targets: readonly Target[]; readonly fresh: number };

const NAPTR_SERVICES: Readonly<Record<string, TransportName>> = {
  "SIP+D2U": "udp",
  "SIP+D2T": "tcp",
  "SIPS+D2T": "tls",
  "SIP+D2W": "ws",
  "SIPS+D2W": "wss",
};
/** WebSocket has no SRV names of its own (RFC 7118). */
const SRV_NAMES: Readonly<Record<TransportName, string | undefined>> = {
  udp: "_sip._udp.",
  tcp: "_sip._tcp.",
  tls: "_sips._tcp.",
  ws: undefined,
  wss: undefined,
};
/** More servers than anybody tries for one request. */
const MAX_TARGETS = 16;
const DEFAULT_TTL_S = 30;
const [SHORTEST_MS, LONGEST_MS] = [5000, 3_600_000];

/** A name whose servers are listened to at a port, over a transport: what SRV, or the lack of it, leads to. */
type Server = { readonly transport: TransportName; readonly name: string; readonly port: number };

/** Finds the servers for a host (RFC 3263 section 4). Rejects when it has no address. */
export async function locate(question: Question, lookup: Lookup, random: () => number): Promise<Located> {
  const search = new Search(lookup, random);
  const targets = await search.targets(question);
  if (targets.length === 0) throw new Error("no address");
  return { targets: targets.slice(0, MAX_TARGETS), fresh: search.fresh };
}

class Search {
  readonly #lookup: Lookup;
  readonly #random: () => number;
  #ttl = Infinity;

  constructor(lookup: Lookup, random: () => number) {
    this.#lookup = lookup;
    this.#random = random;
  }

  /** As long as the record that is the first to grow old. */
  get fresh(): number {
    return Math.min(Math.max(this.#ttl * 1000, SHORTEST_MS), LONGEST_MS);
  }

  async targets(question: Question): Promise<Target[]> {
    const servers = await this.#servers(question);
    const found = await Promise.allSettled(servers.map((server) => this.#addressed(server, question.family)));
    return found.flatMap((outcome) => (outcome.status === "fulfilled" ? outcome.value : []));
  }

  async #servers(question: Question): Promise<Server[]> {
    const { host, port, transports } = question;
    const asked = port === undefined && isDomain(host) ? await this.#byRecords(question) : [];
    if (asked.length > 0) return asked;
    // A SIP URI that leaves the choice means UDP where no record says otherwise (RFC 3263 section 4.1).
    const usual = question.free ? transports.filter((transport) => transport === "udp") : [];
    return [...usual, ...transports]
      .slice(0, 1)
      .map((transport) => ({ transport, name: host, port: port ?? DEFAULT_PORTS[transport] }));
  }

  async #byRecords(question: Question): Promise<Server[]> {
    const named = question.free ? await this.#byNaptr(question) : [];
    if (named.length > 0) return named;
    const found = await Promise.all(
      question.transports.map(async (transport) => {
        const prefix = SRV_NAMES[transport];
        return prefix === undefined ? [] : this.#bySrv(`${prefix}${question.host}`, transport);
      }),
    );
    return found.flat();
  }

  async #byNaptr({ host, transports, secure }: Question): Promise<Server[]> {
    const records = await this.#ask(this.#lookup.naptr(host));
    const ordered = records
      .filter(({ flags }) => flags.toLowerCase() === "s")
      .toSorted((one, other) => one.order - other.order || one.preference - other.preference);
    const servers = ordered.map(async ({ service, replacement }) => {
      const transport = NAPTR_SERVICES[service.toUpperCase()];
      const fits = transport !== undefined && transports.includes(transport);
      return fits && (!secure || service.toUpperCase().startsWith("SIPS")) ? this.#bySrv(replacement, transport) : [];
    });
    return (await Promise.all(servers)).flat();
  }

  async #bySrv(name: string, transport: TransportName): Promise<Server[]> {
    const records = await this.#ask<SrvRecord>(this.#lookup.srv(name));
    // A target of "." says that the service is not offered (RFC 2782).
    const offered = records.filter((record) => record.name !== "" && record.name !== ".");
    return srvOrder(offered, this.#random).map((record) => ({ transport, name: record.name, port: record.port }));
  }

  async #addressed({ transport, name, port }: Server, family: 0 | 4 | 6): Promise<Target[]> {
    const { records, ttl = DEFAULT_TTL_S } = await this.#lookup.addresses(name, family);
    this.#ttl = Math.min(this.#ttl, ttl);
    return records.map((host) => ({ transport, host, port }));
  }

  /** A name server that fails to answer is one without the record: plain addresses may still be found. */
  async #ask<Kind>(answer: Promise<Answer<Kind>>): Promise<readonly Kind[]> {
    try {
      const { records, ttl = DEFAULT_TTL_S } = await answer;
      this.#ttl = Math.min(this.#ttl, ttl);
      return records;
    } catch {
      this.#ttl = 0;
      return [];
    }
  }
}

/** Only a name with a dot can have records of its own: `localhost` and the names of a home network have none. */
function isDomain(host: string): boolean {
  return host.replace(/\.$/, "").includes(".") && !host.endsWith(".local");
}
