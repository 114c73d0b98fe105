import { contentLength, parseSparse } from "../message/parse.ts";

/** What a piece of stream led to: whole messages, and the reason to hang up if there is one. */
export type FramingResult = {
  readonly messages: readonly Buffer[];
  readonly fault?: "message-too-large" | "bad-framing";
};

/** Cuts a stream into SIP messages by `Content-Length` (RFC 3261 section 18.3). One for each connection. */
export class StreamFraming {
  readonly #limit: number;
  #pending: Buffer = Buffer.alloc(0);
  #needed = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether a message has begun and is not complete: what a slow sender leaves open. */
  get midMessage(): boolean {
    return this.#pending.length > 0;
  }

  /** Takes what arrived and returns the messages it completed. After a fault the connection cannot be used any more. */
  push(chunk: Buffer): FramingResult {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const messages: Buffer[] = [];
    while (true) {
      this.#dropKeepAlive();
      if (this.#pending.length === 0 || this.#pending.length < this.#needed) return { messages };
      const size = this.#messageSize();
      if (size === "bad") return { messages, fault: "bad-framing" };
      if (size > this.#limit) return { messages, fault: "message-too-large" };
      if (size > this.#pending.length) {
        this.#needed = size;
        return { messages };
      }
      if (size === 0) return { messages };
      messages.push(this.#pending.subarray(0, size));
      this.#pending = this.#pending.subarray(size);
      this.#needed = 0;
    }
  }

  /** Line ends before a start line are keep-alives or sloppiness, both allowed (section 7.5, RFC 5626 section 3.5.1). */
  #dropKeepAlive(): void {
    let start = 0;
    while (this.#pending[start] === 13 || this.#pending[start] === 10) start += 1;
    if (start > 0) this.#pending = this.#pending.subarray(start);
  }

  /** The size of the message that begins here; 0 while its headers are not complete. */
  #messageSize(): number | "bad" {
    const end = this.#pending.indexOf("\r\n\r\n", 0, "latin1");
    if (end === -1) return this.#pending.length > this.#limit ? this.#limit + 1 : 0;
    const length = announcedLength(this.#pending.subarray(0, end + 4));
    return length === "bad" ? "bad" : end + 4 + length;
  }
}

const ANNOUNCEMENT = /\r\n(?:content-length|l)[ \t]*:[ \t]*(\d{1,6})[ \t]*(?=\r\n)/gi;

/** Content-Length is mandatory on a stream (section 18.3); a head that does not parse cannot be framed either. */
function announcedLength(head: Buffer): number | "bad" {
  const [first, second] = head.toString("latin1").matchAll(ANNOUNCEMENT);
  if (first && !second) return Number(first[1]);
  // Written twice, folded, or not a number: the full parser decides.
  const parsed = parseSparse(head);
  return (parsed.ok ? contentLength(parsed.message.headers) : undefined) ?? "bad";
}
