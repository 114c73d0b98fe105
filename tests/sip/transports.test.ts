import type { Lookup } from "@twp/companion/src/engine/transport/dns.ts";
import type { Binding } from "@twp/companion/src/engine/transport/flow.ts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeAuthority, type Authority } from "../peers/certificates.ts";
import { kamailioDomain, startWideKamailio, type WideKamailio } from "../peers/kamailio.ts";
import { callAndHangUp, startPhone, type Phone, type PhoneOptions } from "../peers/phone.ts";
import { scratchFolder, until } from "../peers/process.ts";

let kamailio: WideKamailio;
let authority: Authority;
let removeFolder: () => Promise<void>;
const stops: Array<() => Promise<void>> = [];

beforeAll(async () => {
  const scratch = await scratchFolder();
  removeFolder = scratch.remove;
  authority = await makeAuthority(scratch.folder, "authority");
  const names = [`URI:sip:${kamailioDomain}`, `URI:sip:sips.${kamailioDomain}`, "IP:127.0.0.1", "IP:::1"];
  kamailio = await startWideKamailio(await authority.issue(names));
});
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});
afterAll(async () => {
  await kamailio.stop();
  await removeFolder();
});

async function phone(options: PhoneOptions): Promise<Phone> {
  const started = await startPhone(options);
  stops.push(started.stop);
  return started;
}

/** Alice and bob register; she calls him, he answers, she hangs up, he hears it. */
async function registerAndCall(common: Omit<PhoneOptions, "user">): Promise<{ alice: Phone; bob: Phone }> {
  const [alice, bob] = [await phone({ ...common, user: "alice" }), await phone({ ...common, user: "bob" })];
  for (const each of [alice, bob]) expect((await each.register()).status).toBe(200);
  await callAndHangUp(alice, bob);
  return { alice, bob };
}

type Way = Readonly<{ transport: Binding["transport"]; host: string }>;

const written = (host: string): string => (host.includes(":") ? `[${host}]` : host);
const isSecure = ({ transport }: Way): boolean => transport === "tls" || transport === "wss";

function proxyOver(way: Way): string {
  const port = isSecure(way) ? kamailio.tlsPort : kamailio.port;
  return `sip:${written(way.host)}:${port};transport=${way.transport}`;
}

function bindingFor({ transport, host }: Way): Binding {
  return { transport, host, port: 0, tls: { authorities: [authority.certificate] } };
}

const ways: readonly Way[] = [
  { transport: "udp", host: "127.0.0.1" },
  { transport: "tcp", host: "127.0.0.1" },
  { transport: "tls", host: "127.0.0.1" },
  { transport: "udp", host: "::1" },
  { transport: "tcp", host: "::1" },
  { transport: "tls", host: "::1" },
  { transport: "ws", host: "127.0.0.1" },
  { transport: "wss", host: "127.0.0.1" },
  { transport: "wss", host: "::1" },
];

describe.each(ways)("a phone over $transport on $host", (way) => {
  it("registers with Kamailio, calls, is called and hangs up", async () => {
    const common = { proxy: proxyOver(way), bindings: [bindingFor(way)] };
    const { bob } = await registerAndCall(common);
    const vias = bob.wire
      .filter((text) => text.startsWith("< INVITE"))
      .map((text) => /Via: SIP\/2\.0\/(\w+)/u.exec(text)?.[1]);
    expect(vias).toEqual([way.transport.toUpperCase()]);
  });
});

describe("a flow to Kamailio that is kept alive", () => {
  it.each(ways)("is answered over $transport on $host", async (way) => {
    const { engine } = await phone({ user: "alice", proxy: proxyOver(way), bindings: [bindingFor(way)] });
    const states: string[] = [];
    engine.keepAlive(proxyOver(way), 1000, (state) => states.push(state));
    await until(() => states[0] === "alive", "Kamailio answers");
  });

  it.each(["udp", "tls"] as const)("is dead with Kamailio and back with it over %s", async (transport) => {
    const certificate = await authority.issue(["IP:127.0.0.1"]);
    const first = await startWideKamailio(certificate);
    const port = transport === "tls" ? first.tlsPort : first.port;
    const proxy = `sip:127.0.0.1:${port};transport=${transport}`;
    const alice = await phone({ user: "alice", proxy, bindings: [bindingFor({ transport, host: "127.0.0.1" })] });
    const states: string[] = [];
    alice.engine.keepAlive(proxy, 500, (state) => states.push(state));
    await until(() => states.at(-1) === "alive", "Kamailio answers");
    await first.stop();
    await until(() => states.at(-1) === "failed", "its silence is noticed", 20_000);
    stops.push((await startWideKamailio(certificate, first)).stop);
    await until(() => states.at(-1) === "alive", "it is back");
    expect((await alice.register()).status).toBe(200);
    const told = alice.events.filter(({ name }) => name.startsWith("flow.")).map(({ name }) => name);
    expect(told).toEqual(["flow.failed", "flow.recovered"]);
  });
});

describe("a server whose certificate does not hold", () => {
  async function refusal(names: readonly string[], options: { validity?: "expired"; by?: Authority } = {}) {
    const scratch = await scratchFolder();
    stops.push(scratch.remove);
    const other = await startWideKamailio(await (options.by ?? authority).issue(names, options.validity));
    stops.push(other.stop);
    const proxy = `sip:127.0.0.1:${other.tlsPort};transport=tls`;
    const caller = await phone({
      user: "alice",
      proxy,
      bindings: [bindingFor({ transport: "tls", host: "127.0.0.1" })],
    });
    const response = await caller.register();
    const noted = caller.events.filter(({ name }) => name === "transport.refused");
    return { status: response.status, warning: response.get("Warning"), noted };
  }

  it.each([
    ["certificate-name", "is for another name", ["URI:sip:other.test"], {}],
    ["certificate-expired", "is past its end", ["IP:127.0.0.1"], { validity: "expired" }],
  ] as const)("is refused with %s when it %s", async (code, _what, names, options) => {
    const { status, warning, noted } = await refusal(names, options);
    expect({ status, warning }).toEqual({ status: 503, warning: `399 engine "${code}"` });
    expect(noted).toContainEqual({ name: "transport.refused", reason: code, transport: "tls" });
  });

  it("is refused when an authority nobody trusts made it", async () => {
    const scratch = await scratchFolder();
    stops.push(scratch.remove);
    const stranger = await makeAuthority(scratch.folder, "stranger");
    const { status, warning } = await refusal(["IP:127.0.0.1"], { by: stranger });
    expect({ status, warning }).toEqual({ status: 503, warning: '399 engine "certificate-untrusted"' });
  });

  it("is spoken to only when that was asked for", async () => {
    const bindings = [{ transport: "tls", host: "127.0.0.1", port: 0, tls: { insecure: true } }] as const;
    const caller = await phone({ user: "alice", proxy: `sips:127.0.0.1:${kamailio.tlsPort}`, bindings });
    expect((await caller.register()).status).toBe(200);
  });

  it("is no certificate at all when the port does not speak TLS", async () => {
    const bindings = [bindingFor({ transport: "tls", host: "127.0.0.1" })];
    const proxy = `sip:127.0.0.1:${kamailio.port};transport=tls`;
    const caller = await phone({ user: "alice", proxy, bindings, limits: { connectTimeout: 500 } });
    const response = await caller.register();
    expect([response.status, response.get("Warning")]).toEqual([503, '399 engine "tls-failed"']);
  });
});

describe("a server that DNS names", () => {
  const srv = (port: number, priority: number) => ({ priority, weight: 1, port, name: "edge.test" });
  const lookup = (records: readonly ReturnType<typeof srv>[]): Lookup => ({
    addresses: () => Promise.resolve({ records: ["127.0.0.1"] }),
    srv: (name) => Promise.resolve({ records: name === `_sips._tcp.${kamailioDomain}` ? records : [] }),
    naptr: () => Promise.resolve({ records: [] }),
  });

  it("is checked for the domain that was asked for, not for the name the DNS gave", async () => {
    const bindings = [bindingFor({ transport: "tls", host: "127.0.0.1" })];
    const caller = await phone({
      user: "alice",
      proxy: `sips:${kamailioDomain}`,
      bindings,
      lookup: lookup([srv(kamailio.tlsPort, 1)]),
    });
    expect((await caller.register()).status).toBe(200);
  });

  it("is called over the one connection that was checked, though its Record-Route names an address", async () => {
    const proxy = `sip:${kamailioDomain};transport=tls`;
    const common = {
      proxy,
      bindings: [bindingFor({ transport: "tls", host: "127.0.0.1" })],
      lookup: lookup([srv(kamailio.tlsPort, 1)]),
    };
    const { alice } = await registerAndCall(common);
    expect(alice.events.filter(({ name }) => name.startsWith("transport."))).toEqual([]);
  });

  it("is replaced by the next one when nobody is there", async () => {
    const bindings = [bindingFor({ transport: "tls", host: "127.0.0.1" })];
    const records = [srv(9, 1), srv(kamailio.tlsPort, 2)];
    const caller = await phone({ user: "alice", proxy: `sips:${kamailioDomain}`, bindings, lookup: lookup(records) });
    expect((await caller.register()).status).toBe(200);
  });
});

describe("a call whose offer is too large for a datagram", () => {
  it("goes over TCP to a server that is reached by UDP", async () => {
    const proxy = `sip:127.0.0.1:${kamailio.port}`;
    const bindings = (["udp", "tcp"] as const).map((transport) => bindingFor({ transport, host: "127.0.0.1" }));
    const [alice, bob] = [
      await phone({ user: "alice", proxy, bindings }),
      await phone({ user: "bob", proxy, bindings }),
    ];
    for (const each of [alice, bob]) expect((await each.register()).status).toBe(200);
    const attributes = Array.from(
      { length: 60 },
      (_, index) => `a=candidate:${index} 1 UDP 1 127.0.0.1 9 typ host\r\n`,
    );
    await alice.call(
      "bob",
      `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n${attributes.join("")}`,
    );
    const invites = alice.wire.filter((text) => text.startsWith("> INVITE"));
    expect(invites.length).toBeGreaterThan(0);
    expect(invites.every((text) => text.includes("Via: SIP/2.0/TCP"))).toBe(true);
    expect(alice.wire.find((text) => text.startsWith("> REGISTER"))).toContain("Via: SIP/2.0/UDP");
  });
});
