import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawKeys, suites, type MasterKey } from "./keys.ts";
import { createOpener, createSealer } from "./srtp.ts";
import { parseRtp, writeRtp } from "./rtp.ts";
import { parseSenderReport, writeGoodbye, writeReport } from "./rtcp.ts";

const bytes = (hex: string): Uint8Array => Buffer.from(hex, "hex");
const packet = (sequence: number, ssrc = 7): Uint8Array =>
  writeRtp({ payloadType: 0, marker: false, sequence, timestamp: sequence * 160, ssrc, payload: bytes("0102030405") });
const keyOf = (suite: (typeof suites)[number]): MasterKey => drawKeys().find((key) => key.suite === suite) as MasterKey;
const key = keyOf("AES_CM_128_HMAC_SHA1_80");

/** Two ends of one direction. */
const ends = (of: MasterKey = key) => ({ sealer: createSealer(of, new Map()), opener: createOpener(of, new Map()) });

it("seals as every other telephone does (the vector of libsrtp)", () => {
  const master: MasterKey = {
    suite: "AES_CM_128_HMAC_SHA1_80",
    key: bytes("e1f97a0d3e018be0d64fa32c06de4139"),
    salt: bytes("0ec675ad498afeebb6960b3aabe6"),
    identifier: new Uint8Array(0),
  };
  const plain = bytes(`800f1234decafbadcafebabe${"ab".repeat(16)}`);
  const sealed = createSealer(master, new Map()).rtp(plain);
  expect(Buffer.from(sealed).toString("hex")).toBe(
    "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
  );
  expect(createOpener(master, new Map()).rtp(sealed)).toEqual(plain);
});

describe.each(suites)("%s", (suite) => {
  it("brings sound over, which nobody can read or change on its way", () => {
    const { sealer, opener } = ends(keyOf(suite));
    const sealed = sealer.rtp(packet(1));
    expect(Buffer.from(sealed).includes(Buffer.from("0102030405", "hex"))).toBe(false);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed, (byte, n) => (n === at ? byte ^ 1 : byte));
      expect(opener.rtp(changed)).toBeNull();
    }
    expect(opener.rtp(sealed)).toEqual(Buffer.from(packet(1)));
  });

  it("brings reports over, each once", () => {
    const { sealer, opener } = ends(keyOf(suite));
    const report = writeReport({ ssrc: 7, packets: 1, octets: 5, timestamp: 0, ntp: 1000 }, null, null, 0, "x");
    const sealed = sealer.rtcp(report);
    expect(parseSenderReport(opener.rtcp(sealed) ?? new Uint8Array(0), 0)?.ssrc).toBe(7);
    expect(opener.rtcp(sealed)).toBeNull();
    for (let at = 0; at < sealed.length; at += 1)
      expect(opener.rtcp(Uint8Array.from(sealed, (byte, n) => (n === at ? byte ^ 1 : byte)))).toBeNull();
    expect(opener.rtcp(sealer.rtcp(writeGoodbye(7)))).toEqual(Buffer.from(writeGoodbye(7)));
  });

  it("throws at no bytes", () => {
    const { opener } = ends(keyOf(suite));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (any) => {
        expect(opener.rtp(any)).toBeNull();
        expect(opener.rtcp(any)).toBeNull();
      }),
    );
  });
});

it("a key's identifier stands in every packet, and another one opens nothing", () => {
  for (const suite of suites) {
    const named = { ...keyOf(suite), identifier: bytes("00000001") };
    const { sealer } = ends(named);
    const [sealed, report] = [sealer.rtp(packet(1)), sealer.rtcp(writeGoodbye(7))];
    const opener = createOpener(named, new Map());
    const [sound, goodbye] = [withIdentifier(sealed, suite, "rtp"), withIdentifier(report, suite, "rtcp")];
    expect(opener.rtp(sound)).toEqual(Buffer.from(packet(1)));
    expect(opener.rtcp(goodbye)).toEqual(Buffer.from(writeGoodbye(7)));
    expect(createOpener({ ...named, identifier: bytes("00000002") }, new Map()).rtp(sound)).toBeNull();
  }
});

/** As a peer sends it who names its key: before the tag, of GCM behind everything. Our own keys have no names. */
function withIdentifier(sealed: Uint8Array, suite: string, kind: "rtp" | "rtcp"): Uint8Array {
  const tag = suite.startsWith("AEAD") ? 0 : suite.endsWith("_32") && kind === "rtp" ? 4 : 10;
  const at = sealed.length - tag;
  return Buffer.concat([sealed.subarray(0, at), bytes("00000001"), sealed.subarray(at)]);
}

it("what comes again is dropped, and what comes late or in another order is not", () => {
  const order = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(order, fc.integer({ min: 0, max: 0xffff }), (turns, first) => {
      const { sealer, opener } = ends();
      const sealed = Array.from({ length: 41 }, (_, n) => sealer.rtp(packet((first + n) & 0xffff)));
      // The first one tells where the stream begins.
      expect(opener.rtp(sealed[0] as Uint8Array)).not.toBeNull();
      for (const turn of turns.filter((each) => each > 0))
        expect(opener.rtp(sealed[turn] as Uint8Array)).not.toBeNull();
      for (const turn of turns) expect(opener.rtp(sealed[turn] as Uint8Array)).toBeNull();
    }),
    { numRuns: 40 },
  );
});

it("a stream outlives the end of its numbers, twice, with losses", () => {
  const { sealer, opener } = ends();
  for (let n = 65_000; n < 3 * 65_536; n += n % 65_536 > 60_000 || n % 65_536 < 5000 ? 7 : 9000) {
    const sealed = sealer.rtp(packet(n & 0xffff));
    expect(parseRtp(opener.rtp(sealed) ?? new Uint8Array(0))?.sequence).toBe(n & 0xffff);
  }
});

it("a peer that changes its key may count on, or begin anew", () => {
  const [before, after] = [keyOf("AES_CM_128_HMAC_SHA1_80"), keyOf("AEAD_AES_256_GCM")];
  for (const counts of [true, false]) {
    const sent = new Map<number, number>();
    const came = new Map<number, number>();
    const [sealer, opener] = [createSealer(before, sent), createOpener(before, came)];
    for (const sequence of [65_534, 65_535, 0, 1]) expect(opener.rtp(sealer.rtp(packet(sequence)))).not.toBeNull();
    const next = createSealer(after, counts ? sent : new Map());
    const opened = createOpener(after, came);
    for (const sequence of [2, 3]) expect(opened.rtp(next.rtp(packet(sequence)))).not.toBeNull();
  }
});
