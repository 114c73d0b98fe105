import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StreamFraming } from "./framing.ts";

function message(body: string, length = `Content-Length: ${body.length}`): string {
  return `OPTIONS sip:a@b SIP/2.0\r\nCall-ID: x\r\n${length}\r\n\r\n${body}`;
}

function push(...chunks: string[]): { messages: string[]; faults: Array<string | undefined> } {
  const framing = new StreamFraming(1000);
  const results = chunks.map((chunk) => framing.push(Buffer.from(chunk)));
  const messages = results.flatMap((result) => result.messages.map((bytes) => bytes.toString()));
  return { messages, faults: results.map(({ fault }) => fault) };
}

describe("SIP over a stream", () => {
  it("comes out message by message, however the stream is cut", () => {
    const whole = [message("abc"), message(""), "\r\n\r\n", message("x".repeat(90))];
    const stream = whole.join("");
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        const chunks: string[] = [];
        for (let start = 0; start < stream.length; start += chunks.at(-1)?.length ?? 1) {
          chunks.push(stream.slice(start, start + (sizes[chunks.length % sizes.length] ?? 1)));
        }
        expect(push(...chunks).messages).toEqual(whole.filter((text) => text !== "\r\n\r\n"));
      }),
    );
  });

  it("answers a keep-alive, and knows the answer to its own, however the stream is cut", () => {
    const between = fc.array(fc.constantFrom(message("abc"), "\r\n\r\n"), { maxLength: 5 });
    fc.assert(
      fc.property(between, fc.integer({ min: 1, max: 9 }), fc.boolean(), (parts, size, pinged) => {
        const framing = new StreamFraming(1000);
        if (pinged) framing.ping();
        const stream = (pinged ? "\r\n" : "") + parts.join("");
        const results =
          stream.match(new RegExp(`[^]{1,${size}}`, "g"))?.map((piece) => framing.push(Buffer.from(piece))) ?? [];
        expect(results.some(({ pong }) => pong)).toBe(pinged);
        const replies = results.flatMap(({ reply }) => reply?.toString() ?? []);
        // Several in one piece share an answer.
        expect(replies.every((reply) => reply === "\r\n")).toBe(true);
        expect(replies.length > 0).toBe(parts.includes("\r\n\r\n"));
        expect(results.flatMap(({ messages }) => messages)).toHaveLength(
          parts.filter((part) => part !== "\r\n\r\n").length,
        );
      }),
    );
  });

  it.each(["l: 3", "CONTENT-LENGTH : 3", "Content-Length:\r\n 3", "Content-Length: 3\r\nl: 3"])(
    "knows %j",
    (length) => {
      expect(push(message("abc", length)).messages).toHaveLength(1);
    },
  );

  it.each([
    ["bad-framing", message("", "X: no length")],
    ["bad-framing", message("", "Content-Length: x")],
    ["bad-framing", message("", "Content-Length: 1\r\nContent-Length: 2")],
    ["bad-framing", "no sip at all\r\n\r\n"],
    ["message-too-large", message("", "Content-Length: 5000")],
    ["message-too-large", "x".repeat(2000)],
  ])("hangs up with %s", (fault, text) => {
    expect(push(text).faults).toEqual([fault]);
  });
});
