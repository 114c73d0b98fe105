import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameReader, readFrame, writeFrame } from "./framing.ts";
import { Routes } from "./routes.ts";

describe("control frames", () => {
  it("come out as they went in, however the stream is cut", () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 200 });
    // What the framing could take for its own, and characters of one to four bytes.
    const unit = fc.constantFrom("a", "0", "9", "#", "|", "\r\n", "é", "€", "📞");
    const texts = fc.array(fc.string({ unit, minLength: 1 }), { maxLength: 5 });
    fc.assert(
      fc.property(texts, cuts, (metas, sizes) => {
        const stream = Buffer.concat(metas.map((meta) => writeFrame(meta)));
        const reader = new FrameReader(10_000);
        const seen: string[] = [];
        for (let start = 0, turn = 0; start < stream.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          const { payloads } = reader.push(stream.subarray(start, start + size));
          seen.push(...payloads.map((payload) => payload.toString()));
          start += size;
        }
        expect(seen).toEqual(metas.map((meta) => Buffer.from(meta).toString()));
      }),
    );
  });

  it.each(["x#", "#", "0#", "-1#a", "12345678#", "999999#", "1 #a"])("break on %j", (text) => {
    expect(new FrameReader(1000).push(Buffer.from(text)).broken).toBe(true);
  });

  it("never throw, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (array) => {
        const { payloads } = new FrameReader(1000).push(Buffer.from(array));
        for (const payload of payloads) readFrame(payload);
      }),
    );
  });

  it("hold fields, empty ones too, and the SIP message after the first line end", () => {
    const frame = readFrame(Buffer.from("id|sip||d\r\nBYE sip:x SIP/2.0\r\n\r\n"));
    expect(frame.fields).toEqual(["id", "sip", "", "d"]);
    expect(frame.sip?.toString()).toBe("BYE sip:x SIP/2.0\r\n\r\n");
  });
});

describe("routes", () => {
  it("go round those who asked, each counted once", () => {
    const routes = new Routes<string>();
    for (const app of ["a", "a", "b"]) routes.add("invite", app);
    expect([1, 2, 3].map(() => routes.next("invite"))).toEqual(["a", "b", "a"]);
  });

  it("are taken back one verb at a time", () => {
    const routes = new Routes<string>();
    routes.add("invite", "a");
    routes.add("message", "a");
    routes.remove("invite", "a");
    expect([routes.next("invite"), routes.next("message")]).toEqual([undefined, "a"]);
    routes.removeAll("a");
    expect(routes.next("message")).toBeUndefined();
  });
});
