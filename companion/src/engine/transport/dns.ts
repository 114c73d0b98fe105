import { lookup, Resolver } from "node:dns/promises";

/** An SRV record (RFC 2782). */
export type SrvRecord = {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly name: string;
};

/** A NAPTR record, as far as RFC 3263 section 4.1 uses it. */
export type NaptrRecord = {
  readonly order: number;
  readonly preference: number;
  readonly flags: string;
  readonly service: string;
  readonly replacement: string;
};

/** Records, and for how many seconds they may be kept; without a number they are kept half a minute. */
export type Answer<Kind> = { readonly records: readonly Kind[]; readonly ttl?: number };

/** What is asked of the DNS. No record is an empty answer; a rejection means that nobody answered. */
export type Lookup = {
  /** Addresses in the order they should be tried; family 0 is both. */
  addresses(host: string, family: 0 | 4 | 6): Promise<Answer<string>>;
  srv(name: string): Promise<Answer<SrvRecord>>;
  naptr(host: string): Promise<Answer<NaptrRecord>>;
};

const NO_RECORD = new Set(["ENOTFOUND", "ENODATA"]);
/** A name server that is silent must not hold a call for long. */
const PATIENCE = { timeout: 1500, tries: 2 };

/**
 * The machine's own resolver: addresses as every program gets them (hosts file too), records from its name servers, or from those
 * named here as `address:port`.
 */
export function systemLookup(nameServers: readonly string[] = []): Lookup {
  const resolver = new Resolver(PATIENCE);
  if (nameServers.length > 0) resolver.setServers(nameServers);
  return {
    async addresses(host, family) {
      const found = await lookup(host, { all: true, family, order: "verbatim" });
      return { records: found.map(({ address }) => address) };
    },
    srv: (name) => orNone(resolver.resolveSrv(name)),
    naptr: (host) => orNone(resolver.resolveNaptr(host)),
  };
}

async function orNone<Kind>(asked: Promise<Kind[]>): Promise<Answer<Kind>> {
  try {
    return { records: await asked };
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && NO_RECORD.has(String(cause.code))) return { records: [] };
    throw cause;
  }
}
