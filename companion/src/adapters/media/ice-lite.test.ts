import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerCheck, drawIceCredentials } from "./ice-lite.ts";

/** The sample request of RFC 5769 section 2.1, its names and its password. */
const sample = Buffer.from(
  `00010058 2112a442 b7e7a701 bc34d686 fa87dfae
   80220010 5354554e 20746573 7420636c 69656e74
   00240004 6e0001ff 80290008 932ff9b1 51263b36
   00060009 6576746a 3a683676 59202020
   00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
   80280004 e57a3bcf`.replaceAll(/\s/gu, ""),
  "hex",
);
const own = { fragment: "evtj", password: "VOkJxbRl1RmTxUk/WvJxBt" };
const peer = { fragment: "h6vY" };
const from = { address: "192.0.2.1", port: 32_853 };

describe("a check of the way to us", () => {
  it("that knows both names and our password is answered with where it came from", () => {
    const checked = answerCheck(sample, own, peer, from);
    const hex = Buffer.from(checked?.response ?? []).toString("hex");
    // RFC 5769 section 2.2 has the same address, hidden in the same way.
    expect(hex).toMatch(/^0101002c2112a442b7e7a701bc34d686fa87dfae002000080001a147e112a643/u);
    expect(checked?.nominates).toBe(false);
  });

  it("over IPv6 as well", () => {
    const far = { address: "2001:db8:1234:5678:11:2233:4455:6677", port: 32_853 };
    const hex = Buffer.from(answerCheck(sample, own, peer, far)?.response ?? []).toString("hex");
    expect(hex).toContain("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    expect(answerCheck(sample, own, peer, { address: "fe80::1%eth0", port: 1 })).not.toBeNull();
  });

  it("by anybody else is not answered", () => {
    expect(answerCheck(sample, { ...own, password: drawIceCredentials().password }, peer, from)).toBeNull();
    expect(answerCheck(sample, drawIceCredentials(), peer, from)).toBeNull();
    expect(answerCheck(sample, own, drawIceCredentials(), from)).toBeNull();
  });

  it("that was changed on its way is not answered, and no bytes do any harm", () => {
    const beforeProof = sample.length - 8;
    fc.assert(
      fc.property(fc.nat(beforeProof - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(sample);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(answerCheck(changed, own, peer, from)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(beforeProof - 1), (bytes, cut) => {
        expect(answerCheck(bytes, own, peer, from)).toBeNull();
        expect(answerCheck(Buffer.concat([sample.subarray(0, cut), bytes.subarray(0, 4)]), own, peer, from)).toBeNull();
      }),
    );
  });
});
