import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameReader, FrameWriter } from "./frames.ts";
import type { Side } from "./frames.ts";

const LIMIT = 70_000;
const OTHER: Readonly<Record<Side, Side>> = { client: "server", server: "client" };
const side = fc.constantFrom<Side>("client", "server");
const message = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: "grapheme", maxLength: 200 }).map((text) => Buffer.from(text)),
  fc.constantFrom(0, 125, 126, 127, 65_535, 65_536, LIMIT).map((size) => Buffer.alloc(size, "x")),
);

/** The stream in pieces of the sizes given, over and over; a long one gets larger pieces in the end. */
function cut(stream: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < stream.length;) {
    const size = pieces.length < 500 ? (sizes[pieces.length % sizes.length] ?? 1) : 10_000;
    pieces.push(stream.subarray(start, start + size));
    start += size;
  }
  return pieces;
}

function read(from: Side, pieces: readonly Buffer[]) {
  const reader = new FrameReader(OTHER[from], LIMIT);
  const results = pieces.map((piece) => reader.push(piece));
  return {
    messages: results.flatMap(({ messages }) => messages),
    pings: results.flatMap(({ ping }) => (ping ? [ping.toString()] : [])),
    close: results.at(-1)?.close,
    midMessage: reader.midMessage,
  };
}

/** One frame by hand, as a client sends it or, unmasked, a server. */
function frame(from: Side, first: number, payload: Buffer | string, second = -1): Buffer {
  const body = Buffer.from(payload);
  const length = second === -1 ? body.length | (from === "client" ? 0x80 : 0) : second;
  const mask = Buffer.from([1, 2, 3, 4]);
  const masked = Buffer.from(body.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return Buffer.concat([Buffer.from([first, length]), ...(from === "client" ? [mask, masked] : [body])]);
}

describe("WebSocket frames", () => {
  it("come out as they went in, however the stream is cut", () => {
    fc.assert(
      fc.property(
        side,
        fc.array(message, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 8 }),
        (from, messages, sizes) => {
          const writer = new FrameWriter(from);
          const stream = Buffer.concat(messages.map((each) => writer.message(each)));
          const got = read(from, cut(stream, sizes));
          expect(got.messages.map(String)).toEqual(messages.map(String));
          expect(got).toMatchObject({ close: undefined, midMessage: false });
        },
      ),
      { numRuns: 40 },
    );
  });

  it("are put together however a message was cut into fragments, with pings between them", () => {
    fc.assert(
      fc.property(
        side,
        fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (from, parts, sizes) => {
          const frames = parts.map((part, index) => {
            const fin = index === parts.length - 1 ? 0x80 : 0;
            return [frame(from, 0x89, `ping${index}`), frame(from, fin | (index === 0 ? 2 : 0), part)];
          });
          const got = read(from, cut(Buffer.concat(frames.flat()), sizes));
          expect(got.messages.map(String)).toEqual([parts.join("")]);
          expect(got.pings.at(-1)).toBe(`ping${parts.length - 1}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("never make a reader throw, whatever comes", () => {
    fc.assert(
      fc.property(side, fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), (from, pieces) => {
        read(
          from,
          pieces.map((piece) => Buffer.from(piece)),
        );
      }),
    );
  });

  it("that are too large are refused once, and whatever follows takes no room", () => {
    const reader = new FrameReader("client", LIMIT);
    expect(reader.push(Buffer.from([0x82, 127, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0, 1])).close).toBe(1009);
    expect(reader.push(Buffer.alloc(100)).close).toBe(1009);
    expect(reader.midMessage).toBe(false);
  });

  it("are masked by the client, differently each time, and not by the server", () => {
    const text = Buffer.from("OPTIONS sip:bob@uc.test SIP/2.0");
    const [one, other] = [new FrameWriter("client").message(text), new FrameWriter("client").message(text)];
    expect(one.includes("OPTIONS")).toBe(false);
    expect(one.equals(other)).toBe(false);
    expect(new FrameWriter("server").message(text).subarray(2).equals(text)).toBe(true);
  });

  it("are text where that is possible, else binary", () => {
    const writer = new FrameWriter("server");
    expect(writer.message(Buffer.from("é"))[0]).toBe(0x81);
    expect(writer.message(Buffer.from([0xe9]))[0]).toBe(0x82);
  });

  it.each([
    ["a client that does not mask", "client", Buffer.from([0x81, 1, 65]), 1002],
    ["a server that masks", "server", Buffer.from([0x81, 0x81, 0, 0, 0, 0, 65]), 1002],
    ["a reserved bit", "server", frame("server", 0xc1, "x"), 1002],
    ["an unknown kind of frame", "server", frame("server", 0x83, "x"), 1002],
    ["a ping in fragments", "server", frame("server", 0x09, "x"), 1002],
    ["a ping that is too long", "server", Buffer.from([0x89, 126, 0, 126]), 1002],
    ["a size written longer than needed", "server", Buffer.from([0x81, 126, 0, 5]), 1002],
    ["a size beyond all bounds", "server", Buffer.from([0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0]), 1002],
    ["a continuation of nothing", "server", frame("server", 0x80, "x"), 1002],
    ["a new message within one", "server", Buffer.concat([frame("server", 1, "x"), frame("server", 0x81, "y")]), 1002],
    ["text that is no UTF-8", "server", frame("server", 0x81, Buffer.from([0xe9])), 1007],
    [
      "a message above the limit, before it came",
      "server",
      Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x71]),
      1009,
    ],
    [
      "fragments without end",
      "server",
      Buffer.concat([frame("server", 1, ""), ...Array.from({ length: 1100 }, () => frame("server", 0, ""))]),
      1009,
    ],
    ["half a close code", "server", frame("server", 0x88, "x"), 1002],
    ["a close code nobody may send", "server", frame("server", 0x88, Buffer.from([0x03, 0xed])), 1002],
    ["a close reason that is no UTF-8", "server", frame("server", 0x88, Buffer.from([0x03, 0xe8, 0xe9])), 1007],
  ] as const)("end with a code after %s", (_what, from, bytes, code) => {
    expect(read(from, [bytes]).close).toBe(code);
  });

  it.each([
    [Buffer.from([0x03, 0xe9]), 1001],
    [Buffer.alloc(0), 1000],
    [Buffer.from([0x0f, 0xa0]), 4000],
  ])("give back the peer's own close code: %j", (payload, code) => {
    const got = read("server", [Buffer.concat([frame("server", 0x88, payload), frame("server", 0x81, "late")])]);
    expect(got).toMatchObject({ close: code, messages: [] });
  });
});
