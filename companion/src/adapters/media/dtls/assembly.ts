import { number } from "./bytes.ts";

/** One message of the handshake, whole. */
export type Message = Readonly<{ type: number; sequence: number; body: Uint8Array }>;

type Pieces = Readonly<{ type: number; body: Buffer; there: Uint8Array }>;

const headerLength = 12;
const longest = 32 * 1024;
/** So many messages may come before their turn. */
const mostAhead = 16;

/** Puts messages together again that came in pieces, in any order and more than once (RFC 6347 section 4.2.3). */
export type Assembly = Readonly<{
  /** Takes the body of a record, from untrusted bytes; the messages whose turn it is, and whether one came again. Never throws. */
  take: (body: Uint8Array) => Readonly<{ messages: readonly Message[]; again: boolean }>;
}>;

export function createAssembly(): Assembly {
  const waiting = new Map<number, Pieces>();
  let next = 0;
  const inTurn = (): readonly Message[] => {
    const messages: Message[] = [];
    for (let pieces = waiting.get(next); pieces?.there.every(Boolean); pieces = waiting.get(next)) {
      messages.push({ type: pieces.type, sequence: next, body: pieces.body });
      waiting.delete(next);
      next += 1;
    }
    return messages;
  };
  return {
    take(body) {
      let again = false;
      for (const { type, length, sequence, offset, piece } of piecesIn(body)) {
        again ||= sequence < next;
        if (sequence < next || sequence >= next + mostAhead) continue;
        const known = waiting.get(sequence);
        const pieces = known ?? { type, body: Buffer.alloc(length), there: new Uint8Array(length) };
        if (pieces.type !== type || pieces.body.length !== length) continue;
        waiting.set(sequence, pieces);
        pieces.body.set(piece, offset);
        pieces.there.fill(1, offset, offset + piece.length);
      }
      return { messages: inTurn(), again };
    },
  };
}

function* piecesIn(body: Uint8Array) {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  for (let at = 0; at + headerLength <= body.length;) {
    const [head, rest] = [view.getUint32(at), view.getUint16(at + 4)];
    const offset = (view.getUint16(at + 6) << 8) | view.getUint8(at + 8);
    const end = at + headerLength + ((view.getUint16(at + 9) << 8) | view.getUint8(at + 11));
    const length = head & 0xff_ffff;
    const piece = body.subarray(at + headerLength, end);
    if (end > body.length || length > longest || offset + piece.length > length) return;
    yield { type: head >>> 24, length, sequence: rest, offset, piece };
    at = end;
  }
}

/** A message in one piece: as it is sent, and as it counts in what both sides sign (RFC 6347 section 4.2.6). */
export function writeMessage({ type, sequence, body }: Message): Uint8Array {
  const length = number(body.length, 3);
  return Buffer.concat([number(type, 1), length, number(sequence, 2), number(0, 3), length, body]);
}
