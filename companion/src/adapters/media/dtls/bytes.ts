/** Text or bytes that are not what the standard wants. */
export class Malformed extends Error {}

/** Reads numbers and vectors from untrusted bytes, as TLS writes them (RFC 5246 section 4). Throws `Malformed` where they end too early. */
export type Reader = Readonly<{
  number: (bytes: 1 | 2 | 3) => number;
  bytes: (length: number) => Uint8Array;
  /** A vector behind its own length, which takes so many bytes. */
  vector: (lengthBytes: 1 | 2 | 3) => Uint8Array;
  left: () => number;
}>;

export function readerOf(all: Uint8Array): Reader {
  let at = 0;
  const bytes = (length: number): Uint8Array => {
    if (at + length > all.length) throw new Malformed("too short");
    at += length;
    return all.subarray(at - length, at);
  };
  const number = (length: 1 | 2 | 3): number => bytes(length).reduce((sum, byte) => sum * 256 + byte, 0);
  return { number, bytes, vector: (length) => bytes(number(length)), left: () => all.length - at };
}

/** A number in so many bytes, the highest first. */
export function number(value: number, bytes: 1 | 2 | 3 | 6): Uint8Array {
  const written = Buffer.alloc(bytes);
  written.writeUIntBE(value, 0, bytes);
  return written;
}

/** A vector behind its own length. */
export function vector(lengthBytes: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts);
  return Buffer.concat([number(body.length, lengthBytes), body]);
}

/** Several numbers of two bytes each, read from a vector. */
export function pairs(body: Uint8Array): readonly number[] {
  const reader = readerOf(body);
  const found: number[] = [];
  while (reader.left() > 1) found.push(reader.number(2));
  return found;
}
