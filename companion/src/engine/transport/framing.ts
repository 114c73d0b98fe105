import { contentLength, parseSparse } from "../message/parse.ts";
import { Gathering } from "./gathering.ts";

/** What a piece of stream led to. After a fault the connection cannot be used any more. */
export type FramingResult = {
  readonly messages: readonly Buffer[];
  /** What has to be said at once: an answer to a keep-alive, or the last word before hanging up. */
  readonly reply: Buffer | undefined;
  /** Whether the answer to a keep-alive of ours is in it. */
  readonly pong: boolean;
  readonly fault: "message-too-large" | "bad-framing" | "websocket-refused" | "websocket-closed" | undefined;
};

/** How SIP messages are told apart on a connection. One for each connection; it touches no socket. */
export type Framing = {
  /** Whether messages may be written: a handshake, where there is one, is over. */
  readonly ready: boolean;
  /** Whether something has begun and is not complete: what a slow sender leaves open. */
  readonly midMessage: boolean;
  /** The first word of whoever opened the connection, and the last of whoever closes it. */
  readonly hello?: Buffer;
  readonly goodbye?: Buffer;
  /** Takes what arrived. */
  push(chunk: Buffer): FramingResult;
  /** A message as it stands on the wire. */
  wrap(message: Buffer): Buffer;
  /** A keep-alive that a peer who knows keep-alives answers (`pong`). */
  ping(): Buffer;
};

const PING = Buffer.from("\r\n\r\n");
const PONG = Buffer.from("\r\n");
const NOTHING = Buffer.alloc(0);

/** Cuts a stream into SIP messages by `Content-Length` (RFC 3261 section 18.3); line ends between them are keep-alives. */
export class StreamFraming implements Framing {
  readonly ready = true;
  readonly #limit: number;
  readonly #gathering = new Gathering();
  #pending: Buffer = NOTHING;
  /** Line ends since the last message; two are a ping (RFC 5626 section 4.4.1), unless one is the pong we wait for. */
  #lineEnds = 0;
  #pinged = false;
  #reply: Buffer | undefined;
  #pong = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  wrap(message: Buffer): Buffer {
    return message;
  }

  ping(): Buffer {
    this.#pinged = true;
    return PING;
  }

  get midMessage(): boolean {
    return this.#gathering.size > 0;
  }

  push(chunk: Buffer): FramingResult {
    this.#reply = undefined;
    this.#pong = false;
    const messages: Buffer[] = [];
    const gathered = this.#gathering.add(chunk);
    const fault = gathered && this.#cut(gathered, messages);
    return { messages, reply: this.#reply, pong: this.#pong, fault };
  }

  #cut(gathered: Buffer, messages: Buffer[]): FramingResult["fault"] {
    this.#pending = gathered;
    while (true) {
      this.#takeLineEnds();
      const size = this.#pending.length === 0 ? 0 : this.#messageSize();
      if (size === "bad") return "bad-framing";
      if (size > this.#limit) return "message-too-large";
      if (size === 0 || size > this.#pending.length) {
        this.#gathering.keep(this.#pending, size);
        return undefined;
      }
      messages.push(this.#pending.subarray(0, size));
      this.#pending = this.#pending.subarray(size);
    }
  }

  /** Line ends before a start line are keep-alives or sloppiness, both allowed (section 7.5, RFC 5626 section 3.5.1). */
  #takeLineEnds(): void {
    let start = 0;
    for (; this.#pending[start] === 13 || this.#pending[start] === 10; start += 1) {
      if (this.#pending[start] === 10) this.#countLineEnd();
    }
    if (start > 0) this.#pending = this.#pending.subarray(start);
    if (this.#pending.length > 0) this.#lineEnds = 0;
  }

  #countLineEnd(): void {
    this.#lineEnds += 1;
    if (this.#pinged) {
      this.#pinged = false;
      this.#pong = true;
      this.#lineEnds = 0;
    } else if (this.#lineEnds === 2) {
      this.#reply = PONG;
      this.#lineEnds = 0;
    }
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
