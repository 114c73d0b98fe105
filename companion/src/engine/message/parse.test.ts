import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEssentials } from "./essentials.ts";
import { Headers } from "./message.ts";
import type { SipMessage, SipRequest } from "./message.ts";
import { parse, parseSparse } from "./parse.ts";
import { serialise } from "./serialise.ts";

const HEAD = [
  "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds",
  "From: Alice <sip:alice@example.com>;tag=1928301774",
  "To: Bob <sip:bob@example.com>",
  "Call-ID: a84b4c76e66710",
  "CSeq: 314159 INVITE",
];

function bytes(...lines: string[]): Buffer {
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

function invite(...lines: string[]): Buffer {
  return bytes("INVITE sip:bob@example.com SIP/2.0", ...HEAD, ...lines);
}

function read(buffer: Buffer): SipMessage {
  const parsed = parse(buffer);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.message;
}

describe("reading a message", () => {
  it("reads a request line", () => {
    expect(read(invite())).toMatchObject({ kind: "request", method: "INVITE", uri: "sip:bob@example.com" });
  });

  it.each([
    ["SIP/2.0 200 OK", 200, "OK"],
    ["SIP/2.0 486 ", 486, ""],
    ["SIP/2.0 183 Session  in Progress", 183, "Session  in Progress"],
    ["sip/2.0 404", 404, ""],
  ])("reads the status line %j", (line, status, reason) => {
    expect(read(bytes(line, ...HEAD))).toMatchObject({ kind: "response", status, reason });
  });

  it.each([
    ["CONTENT-TYPE: text/plain", "Content-Type", "text/plain"],
    ["c: text/plain", "Content-Type", "text/plain"],
    ["Subject  :   lunch ", "Subject", "lunch"],
    ["Subject: I know you're there,\r\n pick up\r\n\tthe phone", "Subject", "I know you're there, pick up the phone"],
    ["Subject:", "Subject", ""],
    ["X-Custom: a:b", "X-Custom", "a:b"],
    ['Subject: "BEL:\\\u0007"', "Subject", '"BEL:\\\u0007"'],
  ])("reads the field %j", (line, name, value) => {
    expect(read(invite(line)).headers.get(name)).toBe(value);
  });

  it.each([
    ["no-blank-line", Buffer.from("INVITE sip:bob@example.com SIP/2.0\r\nVia: x\r\n")],
    ["bad-version", bytes("INVITE sip:bob@example.com SIP/3.0", ...HEAD)],
    ["bad-version", bytes("SIP/1.0 200 OK", ...HEAD)],
    ["bad-start-line", bytes("INVITE  sip:bob@example.com SIP/2.0", ...HEAD)],
    ["bad-start-line", bytes("INVITE sip:bob@example.com  SIP/2.0", ...HEAD)],
    ["bad-start-line", bytes("IN VITE sip:bob@example.com SIP/2.0", ...HEAD)],
    ["bad-start-line", bytes("INVITE bob SIP/2.0", ...HEAD)],
    ["bad-start-line", bytes("SIP/2.0 20 OK", ...HEAD)],
    ["bad-start-line", bytes("SIP/2.0 700 OK", ...HEAD)],
    ["bad-start-line", bytes("SIP/2.0 2000 OK", ...HEAD)],
    ["bad-header", invite("no colon here")],
    ["bad-header", invite(": nameless")],
    ["bad-header", invite("Bad Name: x")],
    ["bad-header", invite("Subject: a\u0000b")],
    ["bad-header", invite('Subject: "a\\\rb"')],
    ["bad-content-length", invite("Content-Length: -1")],
    ["bad-content-length", invite("Content-Length: 1", "Content-Length: 2")],
    ["bad-content-length", invite("Content-Length: 99999999999999999999")],
    ["body-too-short", invite("Content-Length: 10")],
    ["too-many-headers", invite(...Array.from({ length: 300 }, () => "X-A: b"))],
    ["head-too-large", invite(`X-A: ${"b".repeat(40_000)}`)],
  ])("refuses with %s", (reason, buffer) => {
    expect(parse(buffer)).toEqual({ ok: false, reason });
  });

  it("takes the body Content-Length announces and drops the rest", () => {
    const message = read(Buffer.concat([invite("Content-Length: 3"), Buffer.from([1, 0, 255, 7, 7])]));
    expect([...message.body]).toEqual([1, 0, 255]);
  });

  it("takes what follows as the body when nothing announces it", () => {
    expect(read(Buffer.concat([invite(), Buffer.from("abc")])).body.toString()).toBe("abc");
  });

  it("keeps bytes that are no latin1, such as a name that ends in à", () => {
    const name = Buffer.from("Subject: Voilà", "utf8").toString("latin1");
    const written = serialise(read(invite(name)));
    expect(written.toString("utf8")).toContain("Subject: Voilà\r\n");
  });

  it("leaves out lines of an application that have no name, and says how many", () => {
    const sparse = parseSparse(bytes("OPTIONS sip:x@y SIP/2.0", "bad name: x", "Subject: y", "Content-Length: 99"));
    expect(sparse).toMatchObject({ ok: true, skipped: 1 });
  });
});

describe("what every message must have", () => {
  it.each([
    ["Bad Via", ["Via: nonsense", ...HEAD.slice(1)]],
    ["Bad From", [HEAD[0], ...HEAD.slice(2)]],
    ["Bad From", [...HEAD, "From: <sip:second@example.com>"]],
    ["Bad To", [...HEAD.slice(0, 2), "To: <sip:bob@example.com", ...HEAD.slice(3)]],
    ["Bad Call-ID", [...HEAD.slice(0, 3), "Call-ID: a b", HEAD[4]]],
    ["Bad CSeq", [...HEAD.slice(0, 4), "CSeq: 99999999999 INVITE"]],
    ["CSeq Method Mismatch", [...HEAD.slice(0, 4), "CSeq: 1 OPTIONS"]],
  ])("names the flaw: %s", (flaw, lines) => {
    const message = read(bytes("INVITE sip:bob@example.com SIP/2.0", ...(lines as string[])));
    expect(readEssentials(message)).toBe(flaw);
  });

  it("reads tags, Call-ID, CSeq and the top Via", () => {
    expect(readEssentials(read(invite()))).toMatchObject({
      callId: "a84b4c76e66710",
      fromTag: "1928301774",
      toTag: undefined,
      cseq: { number: 314_159, method: "INVITE" },
      via: { transport: "UDP", host: "192.0.2.1", port: 5060 },
    });
  });
});

describe("properties", () => {
  const token = fc.stringMatching(/^[A-Za-z0-9.!%*_+`'~-]{1,20}$/);
  const value = fc.stringMatching(/^[!-~\u00a0-\u00ff]([ -~\u00a0-\u00ff]{0,60}[!-~\u00a0-\u00ff])?$/);
  const header = fc.record({ name: token.map((name) => `X-${name}`), value });
  const request: fc.Arbitrary<SipRequest> = fc.record({
    kind: fc.constant("request" as const),
    method: token,
    uri: fc.stringMatching(/^sip:[a-z0-9@.;=-]{1,30}$/),
    headers: fc.array(header, { maxLength: 20 }).map((fields) => new Headers(fields)),
    body: fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
  });

  it("reading never throws, whatever the bytes", () => {
    const anything = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));
    fc.assert(fc.property(anything, (buffer) => typeof parse(buffer).ok === "boolean"));
  });

  it("reading never throws when a good message is damaged anywhere", () => {
    const good = invite("Contact: <sip:a@b>", "Content-Length: 0");
    const damage = fc.record({ at: fc.nat(good.length - 1), by: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 8 }), (damages) => {
        const bad = Buffer.from(good);
        for (const { at, by } of damages) bad[at] = by;
        const parsed = parse(bad);
        if (parsed.ok) readEssentials(parsed.message);
      }),
    );
  });

  it("what is written reads back the same", () => {
    fc.assert(
      fc.property(request, (message) => {
        const again = read(serialise(message));
        expect(serialise(again).equals(serialise(message))).toBe(true);
        expect(again).toMatchObject({ kind: "request", method: message.method, uri: message.uri });
        expect(again.body.equals(message.body)).toBe(true);
        expect([...again.headers].filter(({ name }) => name !== "Content-Length")).toEqual([...message.headers]);
      }),
    );
  });
});
