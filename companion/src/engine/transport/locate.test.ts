import { describe, expect, it } from "vitest";
import { fakeDns } from "../testing/fake-dns.ts";
import type { Zone } from "../testing/fake-dns.ts";
import { locate } from "./locate.ts";
import type { Question } from "./locate.ts";
import { Locator } from "./locator.ts";

const question: Question = {
  host: "uc.test",
  port: undefined,
  transports: ["udp", "tcp", "tls"],
  free: true,
  secure: false,
  family: 0,
};
const srv = (name: string, port: number, priority = 1) => ({ priority, weight: 1, port, name });
const naptr = (order: number, service: string, replacement: string) => ({
  order,
  preference: 1,
  flags: "s",
  service,
  replacement,
});
const zone: Zone = {
  naptr: { "uc.test": [naptr(2, "SIP+D2U", "_sip._udp.uc.test"), naptr(1, "SIPS+D2T", "_sips._tcp.uc.test")] },
  srv: {
    "_sips._tcp.uc.test": [srv("second.uc.test", 5071, 2), srv("first.uc.test", 5070)],
    "_sip._udp.uc.test": [srv("first.uc.test", 5060)],
    "_sip._tcp.uc.test": [srv("first.uc.test", 5062)],
  },
  addresses: {
    "uc.test": ["192.0.2.9"],
    "first.uc.test": ["192.0.2.1", "2001:db8::1"],
    "second.uc.test": ["192.0.2.2"],
  },
};

async function found(of: Partial<Question>, within: Zone = zone): Promise<string[]> {
  const { targets } = await locate({ ...question, ...of }, fakeDns(within), () => 0);
  return targets.map(({ transport, host, port }) => `${transport} ${host} ${port}`);
}

describe("locating a SIP server", () => {
  it("follows NAPTR, then SRV, then addresses of both families", async () => {
    expect(await found({})).toEqual([
      "tls 192.0.2.1 5070",
      "tls 2001:db8::1 5070",
      "tls 192.0.2.2 5071",
      "udp 192.0.2.1 5060",
      "udp 2001:db8::1 5060",
    ]);
  });

  it("takes only what we speak", async () => {
    expect(await found({ transports: ["udp"], family: 4 })).toEqual(["udp 192.0.2.1 5060"]);
  });

  it("stays with TLS for a sips URI", async () => {
    expect(await found({ transports: ["tls"], secure: true, family: 4 })).toEqual([
      "tls 192.0.2.1 5070",
      "tls 192.0.2.2 5071",
    ]);
  });

  it("asks SRV for each transport, the best liked first, where there is no NAPTR", async () => {
    const { naptr: _none, ...rest } = zone;
    expect(await found({ transports: ["tcp", "udp"], family: 4 }, rest)).toEqual([
      "tcp 192.0.2.1 5062",
      "udp 192.0.2.1 5060",
    ]);
  });

  it("asks no NAPTR when the URI names the transport", async () => {
    const dns = fakeDns(zone);
    await locate({ ...question, transports: ["tcp"], free: false, family: 4 }, dns, () => 0);
    expect(dns.asked).toEqual(["srv _sip._tcp.uc.test", "address first.uc.test"]);
  });

  it("asks for nothing but addresses when the URI names a port", async () => {
    expect(await found({ port: 5099 })).toEqual(["udp 192.0.2.9 5099"]);
  });

  it.each([
    ["there are no records", {}],
    ["the records say that the service is not offered", { srv: { "_sip._udp.uc.test": [srv(".", 0)] } }],
    ["nobody answers for the records", { silent: ["uc.test-", "_sip._udp.uc.test"] }],
  ])("takes the plain address and the usual port when %s", async (_when, records: Zone) => {
    expect(await found({ transports: ["udp"] }, { addresses: { "uc.test": ["192.0.2.9"] }, ...records })).toEqual([
      "udp 192.0.2.9 5060",
    ]);
    expect(await found({ transports: ["tls"] }, { addresses: { "uc.test": ["192.0.2.9"] }, ...records })).toEqual([
      "tls 192.0.2.9 5061",
    ]);
  });

  it("does without a server whose name has no address", async () => {
    const addresses = { "second.uc.test": ["192.0.2.2"] };
    expect(await found({ transports: ["tls"] }, { ...zone, addresses })).toEqual(["tls 192.0.2.2 5071"]);
  });

  it("fails when there is no address at all", async () => {
    await expect(found({}, {})).rejects.toThrow("no address");
  });
});

describe("what was located", () => {
  const located = (within: Zone) => {
    const dns = fakeDns(within);
    let now = 0;
    const locator = new Locator({ lookup: dns, now: () => now, random: () => 0 });
    return { dns, locator, pass: (ms: number) => void (now += ms) };
  };

  it("is kept as long as its records allow, in the same order", async () => {
    const { dns, locator, pass } = located({ ...zone, ttl: 60 });
    const first = await locator.find(question);
    const asked = dns.asked.length;
    pass(59_999);
    expect(locator.find(question)).toBe(first);
    pass(1);
    await locator.find(question);
    expect(dns.asked).toHaveLength(2 * asked);
  });

  it("is asked once for everybody who waits", async () => {
    const { dns, locator } = located({ addresses: zone.addresses ?? {} });
    const wanted = { ...question, port: 5060 };
    await Promise.all([locator.find(wanted), locator.find(wanted)]);
    expect(dns.asked).toEqual(["address uc.test"]);
  });

  it("is forgotten for the oldest name when there are too many", async () => {
    const names = Array.from({ length: 501 }, (_, index) => `host${index}`);
    const { dns, locator } = located({ addresses: Object.fromEntries(names.map((name) => [name, ["192.0.2.1"]])) });
    for (const host of names) await locator.find({ ...question, host, port: 5060 });
    expect(locator.find({ ...question, host: "host500", port: 5060 })).toHaveLength(1);
    await locator.find({ ...question, host: "host0", port: 5060 });
    expect(dns.asked).toHaveLength(502);
  });

  it("is not kept when there was none", async () => {
    const { dns, locator } = located({});
    for (let times = 0; times < 2; times += 1) {
      await expect(locator.find({ ...question, port: 5060 })).rejects.toThrow("no address");
    }
    expect(dns.asked).toHaveLength(2);
  });
});
