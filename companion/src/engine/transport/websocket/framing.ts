import type { Framing, FramingResult } from "../framing.ts";
import { CLOSE, FrameReader, FrameWriter } from "./frames.ts";
import type { FramesResult, Side } from "./frames.ts";
import { answerTo, isAgreement, newKey, openingRequest } from "./handshake.ts";
import type { Door, Resource } from "./handshake.ts";

const MAX_HEAD = 8 * 1024;
const END = "\r\n\r\n";
const NOTHING = Buffer.alloc(0);

/** Reads the other side's half of the handshake, and says what to answer. */
type Agree = (head: string) => { readonly agreed: boolean; readonly reply: Buffer | undefined };

/** SIP over WebSocket: the opening handshake, then one message a WebSocket message (RFC 7118 section 4). */
export class WebSocketFraming implements Framing {
  readonly hello?: Buffer;
  readonly goodbye: Buffer;
  readonly #reader: FrameReader;
  readonly #writer: FrameWriter;
  readonly #agree: Agree;
  #head: Buffer = NOTHING;
  #ready = false;

  private constructor(side: Side, limit: number, agree: Agree, hello?: Buffer) {
    this.#reader = new FrameReader(side, limit);
    this.#writer = new FrameWriter(side);
    this.#agree = agree;
    this.goodbye = this.#writer.close(CLOSE.goingAway);
    if (hello) this.hello = hello;
  }

  /** The end that connects. */
  static client(resource: Resource, limit: number): WebSocketFraming {
    const key = newKey();
    const agree = (head: string) => ({ agreed: isAgreement(head, key), reply: undefined });
    return new WebSocketFraming("client", limit, agree, openingRequest(resource, key));
  }

  /** The end that is connected to. */
  static server(door: Door, limit: number): WebSocketFraming {
    const agree = (head: string) => {
      const { agreed, bytes } = answerTo(head, door);
      return { agreed, reply: bytes };
    };
    return new WebSocketFraming("server", limit, agree);
  }

  get ready(): boolean {
    return this.#ready;
  }

  get midMessage(): boolean {
    return this.#reader.midMessage;
  }

  push(chunk: Buffer): FramingResult {
    return this.#ready ? this.#told(this.#reader.push(chunk)) : this.#shakeHands(chunk);
  }

  wrap(message: Buffer): Buffer {
    return this.#writer.message(message);
  }

  ping(): Buffer {
    return this.#writer.ping();
  }

  #shakeHands(chunk: Buffer): FramingResult {
    this.#head = Buffer.concat([this.#head, chunk]);
    const end = this.#head.indexOf(END);
    if (end === -1 && this.#head.length <= MAX_HEAD)
      return { messages: [], reply: undefined, pong: false, fault: undefined };
    const { agreed, reply } = this.#agree(this.#head.toString("latin1", 0, Math.max(0, end)));
    if (!agreed || end > MAX_HEAD) return { messages: [], reply, pong: false, fault: "websocket-refused" };
    const rest = this.#head.subarray(end + END.length);
    this.#ready = true;
    this.#head = NOTHING;
    const told = this.#told(this.#reader.push(rest));
    return { ...told, reply: joined(reply, told.reply) };
  }

  /** What the frames mean for the connection. A close frame is answered, once, and ends it (RFC 6455 section 5.5.1). */
  #told({ messages, ping, pong, close }: FramesResult): FramingResult {
    const spoken = messages.filter((message) => !isLineEnds(message));
    const lineEnds = messages.filter((message) => isLineEnds(message));
    const replies = [
      ...(ping ? [this.#writer.pong(ping)] : []),
      // Browsers cannot ping: some of their libraries use the keep-alive of streams instead (RFC 5626 section 4.4.1).
      ...lineEnds.filter((message) => message.length === 4).map(() => this.#writer.message(PONG)),
      ...(close === undefined ? [] : [this.#writer.close(close)]),
    ];
    const reply = replies.length === 0 ? undefined : Buffer.concat(replies);
    return {
      messages: spoken,
      reply,
      pong: pong || lineEnds.some(({ length }) => length === 2),
      fault: faultOf(close),
    };
  }
}

const PONG = Buffer.from("\r\n");

function isLineEnds(message: Buffer): boolean {
  return message.length <= 4 && message.every((byte) => byte === 13 || byte === 10);
}

function faultOf(close: number | undefined): FramingResult["fault"] {
  if (close === undefined) return undefined;
  if (close === CLOSE.tooLarge) return "message-too-large";
  return close === CLOSE.protocol || close === CLOSE.text ? "bad-framing" : "websocket-closed";
}

function joined(one: Buffer | undefined, other: Buffer | undefined): Buffer | undefined {
  return one && other ? Buffer.concat([one, other]) : (one ?? other);
}
