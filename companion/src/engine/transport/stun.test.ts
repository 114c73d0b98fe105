import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindingAnswer, bindingRequest, looksLikeStun, readStun } from "./stun.ts";
import { StunFlows } from "./stun-flows.ts";

const id = Buffer.from("b7e7a701bc34d686fa87dfae", "hex");
const request = (unknown: readonly number[] = []) => ({ kind: "request", id, unknown }) as const;

describe("a STUN message", () => {
  it("says from where the question came, whatever address that is", () => {
    const host = fc.oneof(
      fc.ipV4(),
      fc.ipV6().map((address) => new URL(`http://[${address}]`).hostname.slice(1, -1)),
    );
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (from, port) => {
        const answer = readStun(bindingAnswer(request(), { host: from, port }));
        expect(answer).toEqual({ kind: "success", id, mapped: { host: from, port } });
      }),
    );
  });

  // RFC 5769 sections 2.2 and 2.3, without what comes after the mapped address.
  it.each([
    ["0101000c2112a442b7e7a701bc34d686fa87dfae002000080001a147e112a643", "192.0.2.1"],
    [
      "010100182112a442b7e7a701bc34d686fa87dfae002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9",
      "2001:db8:1234:5678:11:2233:4455:6677",
    ],
  ])("is read as the RFC's own vectors say: %s", (hex, host) => {
    expect(readStun(Buffer.from(hex, "hex"))).toEqual({ kind: "success", id, mapped: { host, port: 32_853 } });
  });

  it("names what it does not know of what must be known", () => {
    const asking = Buffer.concat([bindingRequest(id), Buffer.from([0x7f, 0xff, 0, 1, 1, 0, 0, 0])]);
    asking.writeUInt16BE(8, 2);
    const read = readStun(asking);
    expect(read).toEqual(request([0x7fff]));
    expect(read?.kind === "request" && readStun(bindingAnswer(read, { host: "192.0.2.1", port: 1 }))?.kind).toBe(
      "error",
    );
  });

  it("is never taken for SIP, and SIP never for it", () => {
    expect(looksLikeStun(bindingRequest(id))).toBe(true);
    expect(looksLikeStun(Buffer.from("OPTIONS sip:a@b SIP/2.0\r\n\r\n"))).toBe(false);
  });

  it("never makes its reader throw", () => {
    const begun = fc.uint8Array({ maxLength: 60 }).map((rest) => Buffer.concat([bindingRequest(id), rest]));
    fc.assert(
      fc.property(begun, (bytes) => {
        bytes.writeUInt16BE(bytes.length - 20, 2);
        readStun(bytes);
        bytes.writeUInt16BE(0x0101, 0);
        readStun(bytes);
      }),
    );
  });
});

describe("STUN between two sockets", () => {
  const here = { host: "192.0.2.1", port: 5060 };
  const there = { host: "192.0.2.2", port: 5060 };

  it("answers who asks, and hears the answer only from whom was asked", () => {
    const sent: Buffer[] = [];
    const [asking, answering] = [
      new StunFlows((bytes) => sent.push(bytes)),
      new StunFlows((bytes) => sent.push(bytes)),
    ];
    const heard: unknown[] = [];
    asking.ask(there, (mapped) => heard.push(mapped));
    answering.receive(sent[0] ?? Buffer.alloc(0), here);
    asking.receive(sent[1] ?? Buffer.alloc(0), { host: "192.0.2.66", port: 5060 });
    expect(heard).toEqual([]);
    for (let times = 0; times < 2; times += 1) asking.receive(sent[1] ?? Buffer.alloc(0), there);
    expect(heard).toEqual([here]);
  });
});
