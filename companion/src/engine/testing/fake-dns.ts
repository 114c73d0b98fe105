import type { Answer, Lookup, NaptrRecord, SrvRecord } from "../transport/dns.ts";

/** What a test's DNS holds, by name. A name that is `silent` is one whose server does not answer. */
export type Zone = {
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  readonly srv?: Readonly<Record<string, readonly SrvRecord[]>>;
  readonly naptr?: Readonly<Record<string, readonly NaptrRecord[]>>;
  readonly silent?: readonly string[];
  /** Seconds, for every record. */
  readonly ttl?: number;
};

/** A DNS that exists only in the test, and what it was asked: `srv _sip._udp.a.test`. */
export type FakeDns = Lookup & { readonly asked: string[] };

/** Answers from the zone; an address of the wrong family is not found. */
export function fakeDns(zone: Zone): FakeDns {
  const asked: string[] = [];
  const answer = <Kind>(kind: string, name: string, records: readonly Kind[] = []): Promise<Answer<Kind>> => {
    asked.push(`${kind} ${name}`);
    if (zone.silent?.includes(name)) return Promise.reject(new Error("queryTimeout"));
    return Promise.resolve(zone.ttl === undefined ? { records } : { records, ttl: zone.ttl });
  };
  const ofFamily = (family: number) => (address: string) => family === 0 || address.includes(":") === (family === 6);
  return {
    asked,
    addresses: (host, family) => answer("address", host, zone.addresses?.[host]?.filter(ofFamily(family))),
    srv: (name) => answer("srv", name, zone.srv?.[name]),
    naptr: (host) => answer("naptr", host, zone.naptr?.[host]),
  };
}
