/** What a piece of the control stream led to: whole payloads, and whether the sender broke the framing. */
export type FrameResult = { readonly payloads: readonly Buffer[]; readonly broken: boolean };

const HASH = 35;
const LONGEST_LENGTH = 7;

/** Reads `<byte length>#<payload>` frames, however the stream cuts them. One for each connection. */
export class FrameReader {
  readonly #limit: number;
  #pending: Buffer = Buffer.alloc(0);

  /** `limit` is the largest payload in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes what arrived. Once broken, the rest of the stream means nothing. */
  push(chunk: Buffer): FrameResult {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const payloads: Buffer[] = [];
    let position = 0;
    while (position < this.#pending.length) {
      const frame = this.#frameAt(position);
      if (frame === "broken") return { payloads, broken: true };
      if (frame === "incomplete") break;
      payloads.push(this.#pending.subarray(frame.start, frame.end));
      position = frame.end;
    }
    this.#pending = this.#pending.subarray(position);
    return { payloads, broken: false };
  }

  #frameAt(position: number): { start: number; end: number } | "incomplete" | "broken" {
    const hash = this.#pending.subarray(position, position + LONGEST_LENGTH + 1).indexOf(HASH);
    const digits = this.#pending.toString(
      "latin1",
      position,
      hash === -1 ? position + LONGEST_LENGTH : position + hash,
    );
    if (!/^\d*$/.test(digits) || hash === 0) return "broken";
    if (hash === -1) return this.#pending.length - position > LONGEST_LENGTH ? "broken" : "incomplete";
    const start = position + hash + 1;
    const length = Number(digits);
    if (length === 0 || length > this.#limit) return "broken";
    return start + length > this.#pending.length ? "incomplete" : { start, end: start + length };
  }
}

/** One frame: the meta line, and the SIP message after it when there is one. */
export function writeFrame(meta: string, sip?: Buffer): Buffer {
  const head = sip ? `${meta}\r\n` : meta;
  const length = Buffer.byteLength(head, "utf8") + (sip?.length ?? 0);
  const start = `${length}#${head}`;
  const frame = Buffer.allocUnsafe(String(length).length + 1 + length);
  const end = frame.write(start, 0, "utf8");
  sip?.copy(frame, end);
  return frame;
}

/** A frame of the application: its fields, and the bytes of its SIP message. */
export type Frame = { readonly fields: readonly string[]; readonly sip: Buffer | undefined };

/** Splits a payload at the first line end: fields before, SIP after. */
export function readFrame(payload: Buffer): Frame {
  const end = payload.indexOf("\r\n", 0, "latin1");
  const meta = payload.toString("utf8", 0, end === -1 ? payload.length : end);
  return { fields: meta.split("|"), sip: end === -1 ? undefined : payload.subarray(end + 2) };
}
