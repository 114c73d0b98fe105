import { isUtf8 } from "node:buffer";
import { randomFillSync } from "node:crypto";
import { Gathering } from "../gathering.ts";

/** Which end of a connection we are: the client masks what it sends, the server does not (RFC 6455 section 5.1). */
export type Side = "client" | "server";

/** Why a connection ends, as a close frame says it (section 7.4.1). */
export const CLOSE = { normal: 1000, goingAway: 1001, protocol: 1002, text: 1007, tooLarge: 1009 } as const;

/** What frames led to. After a `close` nothing more is read. */
export type FramesResult = {
  /** Whole messages; one that came in fragments is put together. */
  readonly messages: readonly Buffer[];
  /** What the latest ping wants back (section 5.5.3). */
  readonly ping: Buffer | undefined;
  readonly pong: boolean;
  /** The code the connection ends with: the peer's own, or ours when it broke a rule. */
  readonly close: number | undefined;
};

const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const NOTHING = Buffer.alloc(0);
const MAX_CONTROL = 125;
/** Many small fragments cost more than their bytes. */
const MAX_FRAGMENTS = 1024;

type Head = {
  readonly fin: boolean;
  readonly opcode: number;
  readonly masked: boolean;
  readonly size: number;
  /** Bytes of the head itself. */
  readonly length: number;
};

/** Cuts a stream into WebSocket frames and puts messages together (RFC 6455 section 5). Any broken rule ends it. */
export class FrameReader {
  readonly #side: Side;
  readonly #limit: number;
  readonly #gathering = new Gathering();
  #pending: Buffer = NOTHING;
  /** How many bytes the frame that has begun must have, as far as that is known. */
  #needed = 0;
  #fragments: Buffer[] = [];
  #fragmentBytes = 0;
  #fragmentOf: "text" | "binary" | undefined;
  #messages: Buffer[] = [];
  #ping: Buffer | undefined;
  #pong = false;
  #close: number | undefined;

  constructor(side: Side, limit: number) {
    this.#side = side;
    this.#limit = limit;
  }

  /** Whether a frame or a message has begun and is not complete. */
  get midMessage(): boolean {
    return this.#gathering.size > 0 || this.#fragmentOf !== undefined;
  }

  /** Takes what arrived. */
  push(chunk: Buffer): FramesResult {
    [this.#messages, this.#ping, this.#pong] = [[], undefined, false];
    const gathered = this.#close === undefined ? this.#gathering.add(chunk) : undefined;
    if (gathered) this.#takeFrames(gathered);
    return { messages: this.#messages, ping: this.#ping, pong: this.#pong, close: this.#close };
  }

  #takeFrames(gathered: Buffer): void {
    this.#pending = gathered;
    this.#needed = 0;
    while (this.#close === undefined && this.#takeFrame()) continue;
    // What a frame says it needs is waited for only where that is allowed.
    if (this.#close === undefined) this.#gathering.keep(this.#pending, this.#needed);
    else this.#gathering.keep(NOTHING, 0);
  }

  /** False when there is no whole frame. */
  #takeFrame(): boolean {
    const head = readHead(this.#pending);
    this.#needed = head ? head.length + head.size : 0;
    if (!head) return false;
    const fault = this.#faultOf(head);
    if (fault !== undefined) return this.#fail(fault);
    const end = this.#needed;
    if (this.#pending.length < end) return false;
    const payload = this.#payload(head);
    this.#pending = this.#pending.subarray(end);
    this.#take(head, payload);
    return true;
  }

  #payload({ length, size, masked }: Head): Buffer {
    const payload = this.#pending.subarray(length, length + size);
    return masked ? masking(payload, this.#pending.subarray(length - 4, length)) : payload;
  }

  #fail(code: number): false {
    this.#close = code;
    return false;
  }

  /** What is wrong with a frame, told before its payload is waited for. */
  #faultOf({ fin, opcode, masked, size }: Head): number | undefined {
    if (masked !== (this.#side === "server")) return CLOSE.protocol;
    const known = Object.values(OPCODE).some((each) => each === opcode);
    if (!known || size < 0) return CLOSE.protocol;
    if (opcode >= OPCODE.close) return fin && size <= MAX_CONTROL ? undefined : CLOSE.protocol;
    if ((opcode === OPCODE.continuation) !== (this.#fragmentOf !== undefined)) return CLOSE.protocol;
    const tooLarge = this.#fragmentBytes + size > this.#limit || this.#fragments.length >= MAX_FRAGMENTS;
    return tooLarge ? CLOSE.tooLarge : undefined;
  }

  #take({ fin, opcode }: Head, payload: Buffer): void {
    switch (opcode) {
      case OPCODE.ping:
        this.#ping = payload;
        return;
      case OPCODE.pong:
        this.#pong = true;
        return;
      case OPCODE.close:
        this.#close = closeCode(payload);
        return;
      default:
        this.#takeFragment(fin, opcode, payload);
    }
  }

  #takeFragment(fin: boolean, opcode: number, payload: Buffer): void {
    if (opcode !== OPCODE.continuation) this.#fragmentOf = opcode === OPCODE.text ? "text" : "binary";
    this.#fragments.push(payload);
    this.#fragmentBytes += payload.length;
    if (!fin) return;
    const message = this.#fragments.length === 1 ? payload : Buffer.concat(this.#fragments);
    if (this.#fragmentOf === "text" && !isUtf8(message)) this.#close = CLOSE.text;
    else this.#messages.push(message);
    [this.#fragments, this.#fragmentBytes, this.#fragmentOf] = [[], 0, undefined];
  }
}

/** Writes frames: one message a frame, text where it is UTF-8 (RFC 7118 section 4.2). */
export class FrameWriter {
  readonly #side: Side;

  constructor(side: Side) {
    this.#side = side;
  }

  message(payload: Buffer): Buffer {
    return this.#frame(isUtf8(payload) ? OPCODE.text : OPCODE.binary, payload);
  }

  ping(): Buffer {
    return this.#frame(OPCODE.ping, NOTHING);
  }

  pong(payload: Buffer): Buffer {
    return this.#frame(OPCODE.pong, payload);
  }

  close(code: number): Buffer {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    return this.#frame(OPCODE.close, payload);
  }

  #frame(opcode: number, payload: Buffer): Buffer {
    const head = headOf(opcode, payload.length, this.#side === "client");
    if (this.#side === "server") return Buffer.concat([head, payload]);
    const mask = randomFillSync(Buffer.alloc(4));
    return Buffer.concat([head, mask, masking(payload, mask)]);
  }
}

/** Undefined while the head is not complete; a size that breaks a rule is -1 (section 5.2). */
function readHead(bytes: Buffer): Head | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const [short, masked] = [second & 0x7f, (second & 0x80) !== 0];
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const length = 2 + extra + (masked ? 4 : 0);
  // A reserved bit means an extension, and we agreed to none.
  const opcode = (first & 0x70) === 0 ? first & 0x0f : -1;
  const fin = (first & 0x80) !== 0;
  if (bytes.length < length) return opcode === -1 ? { fin, opcode, masked, size: -1, length } : undefined;
  return { fin, opcode, masked, size: extra === 0 ? short : longSize(bytes, extra), length };
}

/** The size must be written in the fewest bytes. */
function longSize(bytes: Buffer, extra: 2 | 8): number {
  if (extra === 2) return bytes.readUInt16BE(2) < 126 ? -1 : bytes.readUInt16BE(2);
  const [high, low] = [bytes.readUInt32BE(2), bytes.readUInt32BE(6)];
  if (high >= 0x8000_0000 || (high === 0 && low < 0x1_0000)) return -1;
  return high * 0x1_0000_0000 + low;
}

function headOf(opcode: number, size: number, masked: boolean): Buffer {
  const extra = size < 126 ? 0 : size < 0x1_0000 ? 2 : 8;
  const head = Buffer.alloc(2 + extra);
  head[0] = 0x80 | opcode;
  head[1] = (masked ? 0x80 : 0) | (extra === 0 ? size : extra === 2 ? 126 : 127);
  if (extra === 2) head.writeUInt16BE(size, 2);
  if (extra === 8) head.writeBigUInt64BE(BigInt(size), 2);
  return head;
}

/** Masks, or takes the mask off, into a new buffer. */
function masking(payload: Buffer, mask: Buffer): Buffer {
  const masked = Buffer.allocUnsafe(payload.length);
  for (let index = 0; index < payload.length; index += 1)
    masked[index] = (payload[index] ?? 0) ^ (mask[index & 3] ?? 0);
  return masked;
}

/** The code to answer a close frame with: its own, or `protocol` when it is malformed (sections 5.5.1 and 7.4). */
function closeCode(payload: Buffer): number {
  if (payload.length === 0) return CLOSE.normal;
  if (payload.length === 1) return CLOSE.protocol;
  if (!isUtf8(payload.subarray(2))) return CLOSE.text;
  const code = payload.readUInt16BE(0);
  const defined =
    (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
  return defined ? code : CLOSE.protocol;
}
