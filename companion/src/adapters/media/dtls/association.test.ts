import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sameKey } from "../keys.ts";
import { associate, type Association, type AssociationFault } from "./association.ts";
import { drawIdentity, isAnnounced, parseFingerprint, type Fingerprint } from "./certificate.ts";
import type { ExchangedKeys, Role } from "./talk.ts";

const [alice, bob, mallory] = [drawIdentity(), drawIdentity(), drawIdentity()];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What travels, at most so much of it: whoever loses, doubles or changes a datagram says what comes of it. */
type Wire = (datagram: Uint8Array, at: number, by: Role) => readonly Uint8Array[];

/** Two ends on one wire, and what became of each. */
function meet(wire: Wire = (datagram) => [datagram], announced: Partial<Record<Role, Fingerprint>> = {}) {
  const ended: Record<Role, (ExchangedKeys | AssociationFault)[]> = { client: [], server: [] };
  let sent = 0;
  const begin = (role: Role, other: () => Association): Association =>
    associate({
      role,
      identity: role === "client" ? alice : bob,
      announced: [announced[role] ?? (role === "client" ? bob : alice).fingerprint],
      send: (datagram) => wire(datagram, sent++, role).forEach((bytes) => setTimeout(() => other().take(bytes), 10)),
      settled: (keys) => ended[role].push(keys),
      failed: (why) => ended[role].push(why),
    });
  const server: Association = begin("server", () => client);
  const client: Association = begin("client", () => server);
  return { client, server, ended, sent: () => sent };
}

const neverSettles = (): void => expect.fail("nobody is there");

const keysOf = (ended: readonly (ExchangedKeys | AssociationFault)[]): ExchangedKeys => {
  const [only] = ended;
  if (ended.length !== 1 || typeof only !== "object") throw new Error(`ended with ${JSON.stringify(ended)}`);
  return only;
};

function expectFitting({ ended }: ReturnType<typeof meet>): void {
  const [client, server] = [keysOf(ended.client), keysOf(ended.server)];
  expect(sameKey(client.send, server.receive) && sameKey(client.receive, server.send)).toBe(true);
  expect(sameKey(client.send, client.receive)).toBe(false);
}

describe("two telephones", () => {
  it("agree on keys that fit, each in its own direction", () => {
    const met = meet();
    vi.advanceTimersByTime(100);
    expectFitting(met);
    expect(keysOf(met.ended.client).send.suite).toBe("AEAD_AES_128_GCM");
    met.client.close();
    met.server.close();
  });

  it("agree as well where much is lost, doubled or late", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("lost", "twice", "late", "comes"), { maxLength: 8 }), (fates) => {
        const held: Record<Role, Uint8Array[]> = { client: [], server: [] };
        const met = meet((datagram, at, by) => {
          const fate = fates[at] ?? "comes";
          if (fate === "late") held[by].push(datagram);
          if (fate === "lost" || fate === "late") return [];
          return fate === "twice" ? [datagram, datagram] : [datagram, ...held[by].splice(0)];
        });
        vi.advanceTimersByTime(11_500);
        expectFitting(met);
      }),
      { numRuns: 60 },
    );
  });

  it.each(["client", "server"] as const)("part where the %s finds another certificate than was announced", (role) => {
    const met = meet(undefined, { [role]: mallory.fingerprint });
    vi.advanceTimersByTime(100);
    expect(met.ended[role]).toEqual(["wrong-certificate"]);
    expect(met.ended[role === "client" ? "server" : "client"]).toEqual(["no-keys"]);
  });

  it("part where somebody in between changes a byte of what they say", () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(1200), fc.integer({ min: 1, max: 255 }), (which, place, by) => {
        const met = meet((datagram, at) => {
          if (at !== which) return [datagram];
          const changed = Buffer.from(datagram);
          const index = place % changed.length;
          changed[index] = (changed[index] ?? 0) ^ by;
          return [changed];
        });
        vi.advanceTimersByTime(30_000);
        // What came through unharmed the second time fits; nobody ever has keys that the other has not.
        const [client, server] = [met.ended.client[0], met.ended.server[0]];
        if (typeof client === "object" && typeof server === "object") expectFitting(met);
        expect([client, server].every((end) => end !== undefined)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe("one that is left alone", () => {
  it.each(["client", "server"] as const)("gives up, as a %s, and says nothing more", (role) => {
    const failed = vi.fn<(why: AssociationFault) => void>();
    const send = vi.fn<(bytes: Uint8Array) => void>();
    associate({ role, identity: alice, announced: [bob.fingerprint], send, settled: neverSettles, failed });
    vi.advanceTimersByTime(13_000);
    expect(failed.mock.calls).toEqual([["no-keys"]]);
    const said = send.mock.calls.length;
    vi.advanceTimersByTime(60_000);
    expect(send.mock.calls.length).toBe(said);
  });

  it("has one end at most, whatever comes, and never throws", () => {
    fc.assert(
      fc.property(fc.constantFrom("client", "server"), fc.array(datagrams), (role, taken) => {
        const failed = vi.fn<(why: AssociationFault) => void>();
        const ours = associate({
          role,
          identity: alice,
          announced: [bob.fingerprint],
          send: () => undefined,
          settled: neverSettles,
          failed,
        });
        for (const datagram of taken) ours.take(datagram);
        vi.advanceTimersByTime(13_000);
        expect(failed.mock.calls).toEqual([["no-keys"]]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Garbage, and garbage that looks like a handshake. */
const datagrams = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc
    .record({
      type: fc.constantFrom(20, 21, 22, 23),
      epoch: fc.constantFrom(0, 1, 2),
      message: fc.constantFrom(1, 2, 3, 11, 12, 13, 14, 15, 16, 20, 77),
      sequence: fc.nat(3),
      body: fc.uint8Array({ maxLength: 60 }),
    })
    .map(({ type, epoch, message, sequence, body }) => {
      const length = Buffer.of(0, 0, body.length);
      const whole = Buffer.concat([Buffer.of(message), length, Buffer.of(0, sequence, 0, 0, 0), length, body]);
      return Buffer.concat([Buffer.of(type, 0xfe, 0xfd, 0, epoch, 0, 0, 0, 0, 0, 1, 0, whole.length), whole]);
    }),
);

describe("a fingerprint", () => {
  const strong = bob.fingerprint;
  it("is read as descriptions write it, and refused where nobody can verify it", () => {
    expect(parseFingerprint(`SHA-256 ${strong.value.toLowerCase()}`)).toEqual(strong);
    expect(parseFingerprint(`md5 ${strong.value}`)).toBeNull();
    expect(parseFingerprint("sha-256 AB:CD")).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => void parseFingerprint(text)));
  });

  it("of the strongest hash counts, and none means nobody", () => {
    const weak = { hash: "sha-1", value: Array(20).fill("00").join(":") };
    expect(isAnnounced(bob.certificate, [weak, strong])).toBe(true);
    expect(isAnnounced(bob.certificate, [mallory.fingerprint, strong])).toBe(true);
    expect(isAnnounced(bob.certificate, [{ ...weak, hash: "sha-512" }, strong])).toBe(false);
    expect(isAnnounced(bob.certificate, [])).toBe(false);
  });
});
