import { createCipheriv, createDecipheriv } from "node:crypto";
import { number } from "./bytes.ts";

/** What travels in records (RFC 5246 section 6.2.1). */
export const contents = { changeCipherSpec: 20, alert: 21, handshake: 22 } as const;

/** One record (RFC 6347 section 4.1). Epoch 0 is in the clear, epoch 1 is encrypted. */
export type DtlsRecord = Readonly<{ type: number; epoch: number; sequence: number; body: Uint8Array }>;

/** Keys of one direction of the record layer: a key and the fixed part of the nonce (RFC 5288 section 3). */
export type RecordKey = Readonly<{ key: Uint8Array; salt: Uint8Array }>;

const headerLength = 13;
const mostRecords = 32;
const tagLength = 16;
/** DTLS 1.2; a first hello may come as 1.0 (RFC 6347 section 4.2.1). */
const version = 0xfefd;
const older = 0xfeff;

/** The records of a datagram, from untrusted bytes: as many as are whole. Never throws. */
export function parseRecords(datagram: Uint8Array): readonly DtlsRecord[] {
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  const records: DtlsRecord[] = [];
  for (let at = 0; at + headerLength <= datagram.length && records.length < mostRecords;) {
    const end = at + headerLength + view.getUint16(at + 11);
    const spoken = view.getUint16(at + 1);
    if (end > datagram.length || (spoken !== version && spoken !== older)) break;
    const sequence = view.getUint16(at + 5) * 2 ** 32 + view.getUint32(at + 7);
    const body = datagram.subarray(at + headerLength, end);
    records.push({ type: datagram[at] ?? 0, epoch: view.getUint16(at + 3), sequence, body });
    at = end;
  }
  return records;
}

export function writeRecord({ type, epoch, sequence, body }: DtlsRecord): Uint8Array {
  const place = [number(epoch, 2), number(sequence, 6)];
  return Buffer.concat([number(type, 1), number(version, 2), ...place, number(body.length, 2), body]);
}

/** Encrypts a record with AES-128-GCM (RFC 5288); the nonce goes with it. */
export function sealRecord(record: DtlsRecord, { key, salt }: RecordKey): DtlsRecord {
  const nonce = Buffer.concat([number(record.epoch, 2), number(record.sequence, 6)]);
  const cipher = createCipheriv("aes-128-gcm", key, Buffer.concat([salt, nonce]));
  cipher.setAAD(headOf(record, record.body.length));
  const sealed = Buffer.concat([cipher.update(record.body), cipher.final()]);
  return { ...record, body: Buffer.concat([nonce, sealed, cipher.getAuthTag()]) };
}

/** Null for what was not encrypted with that key. Never throws. */
export function openRecord(record: DtlsRecord, { key, salt }: RecordKey): DtlsRecord | null {
  const end = record.body.length - tagLength;
  if (end < 8) return null;
  const decipher = createDecipheriv("aes-128-gcm", key, Buffer.concat([salt, record.body.subarray(0, 8)]));
  decipher.setAAD(headOf(record, end - 8));
  decipher.setAuthTag(record.body.subarray(end));
  try {
    return { ...record, body: Buffer.concat([decipher.update(record.body.subarray(8, end)), decipher.final()]) };
  } catch {
    return null;
  }
}

/** What is proven beside the content (RFC 5246 section 6.2.3.3). */
function headOf({ type, epoch, sequence }: DtlsRecord, length: number): Uint8Array {
  const place = [number(epoch, 2), number(sequence, 6)];
  return Buffer.concat([...place, number(type, 1), number(version, 2), number(length, 2)]);
}
