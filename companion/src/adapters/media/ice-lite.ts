import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isIPv4 } from "node:net";
import { crc32 } from "node:zlib";
import type { Source } from "./latch.ts";
import type { IceCredentials } from "./sdp.ts";

/** A peer's check of the way to us, answered (RFC 8445 section 7.3, RFC 8489). `nominates` says that it will speak on this way. */
export type Checked = Readonly<{ response: Uint8Array; nominates: boolean }>;

const types = { bindingRequest: 0x0001, bindingSuccess: 0x0101 } as const;
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  mappedAddress: 0x0020,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
} as const;
const cookie = Buffer.from("2112a442", "hex");
const headerLength = 20;
const integrityLength = 20;

/** A name and a password of one session (RFC 8445 section 5.3). */
export function drawIceCredentials(): IceCredentials {
  return { fragment: randomBytes(6).toString("hex"), password: randomBytes(18).toString("base64") };
}

/** Answers a check, from untrusted bytes, that names both sides and proves that it knows our password; null for everything else. Never throws. */
export function answerCheck(
  bytes: Uint8Array,
  own: IceCredentials,
  peer: Pick<IceCredentials, "fragment">,
  from: Source,
): Checked | null {
  const found = readAttributes(bytes);
  const name = found?.get(attributes.username);
  const integrity = found?.get(attributes.integrity);
  if (found === null || name === undefined || integrity?.value.length !== integrityLength) return null;
  if (Buffer.from(name.value).toString("utf8") !== `${own.fragment}:${peer.fragment}`) return null;
  const proof = integrityOf(bytes.subarray(0, integrity.at), own.password);
  if (!timingSafeEqual(proof, integrity.value)) return null;
  return {
    response: writeResponse(bytes.subarray(8, headerLength), own, from),
    nominates: found.has(attributes.useCandidate),
  };
}

type Attribute = Readonly<{ value: Uint8Array; at: number }>;

/** The attributes of a binding request, the first of each kind, as far as the one that proves them. */
function readAttributes(bytes: Uint8Array): ReadonlyMap<number, Attribute> | null {
  if (bytes.length < headerLength || Buffer.compare(bytes.subarray(4, 8), cookie) !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) !== types.bindingRequest || view.getUint16(2) !== bytes.length - headerLength) return null;
  const found = new Map<number, Attribute>();
  for (let at = headerLength; at + 4 <= bytes.length && !found.has(attributes.integrity);) {
    const [type, length] = [view.getUint16(at), view.getUint16(at + 2)];
    if (at + 4 + length > bytes.length) return null;
    if (!found.has(type)) found.set(type, { value: bytes.subarray(at + 4, at + 4 + length), at });
    at += 4 + length + padding(length);
  }
  return found;
}

function writeResponse(transaction: Uint8Array, { password }: IceCredentials, from: Source): Uint8Array {
  const body = writeAttribute(attributes.mappedAddress, hiddenAddress(from, transaction));
  const begun = Buffer.concat([headOf(types.bindingSuccess, body.length, transaction), body]);
  const proven = Buffer.concat([begun, writeAttribute(attributes.integrity, integrityOf(begun, password))]);
  const whole = lengthened(proven, 8);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE((crc32(whole) ^ 0x5354_554e) >>> 0);
  return Buffer.concat([whole, writeAttribute(attributes.fingerprint, sum)]);
}

/** HMAC-SHA1 over the message so far, whose length counts the proof already (RFC 8489 section 14.5). */
function integrityOf(begun: Uint8Array, password: string): Uint8Array {
  return createHmac("sha1", password)
    .update(lengthened(begun, 4 + integrityLength))
    .digest();
}

/** The message as if so many bytes followed. */
function lengthened(message: Uint8Array, more: number): Uint8Array {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(message.length - headerLength + more, 2);
  return copy;
}

/** Where the check came from, hidden from those who rewrite addresses (RFC 8489 section 14.2). */
function hiddenAddress({ address, port }: Source, transaction: Uint8Array): Uint8Array {
  const mask = Buffer.concat([cookie, transaction]);
  const plain = bytesOf(address);
  const hidden = plain.map((byte, at) => byte ^ (mask[at] ?? 0));
  const head = Buffer.of(0, plain.length === 4 ? 1 : 2, (port >> 8) ^ 0x21, (port & 0xff) ^ 0x12);
  return Buffer.concat([head, hidden]);
}

function bytesOf(address: string): Uint8Array {
  if (isIPv4(address)) return Uint8Array.from(address.split("."), Number);
  const [before = "", after] = address.replace(/%.*$/u, "").split("::");
  const groups = (text: string | undefined): readonly string[] =>
    text === undefined || text === "" ? [] : text.split(":");
  const [head, tail] = [groups(before), groups(after)];
  const middle = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return Buffer.from([...head, ...middle, ...tail].map((group) => group.padStart(4, "0")).join(""), "hex");
}

function headOf(type: number, length: number, transaction: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(type >> 8, type & 0xff, length >> 8, length & 0xff), cookie, transaction]);
}

function writeAttribute(type: number, value: Uint8Array): Uint8Array {
  const head = Buffer.of(type >> 8, type & 0xff, value.length >> 8, value.length & 0xff);
  return Buffer.concat([head, value, Buffer.alloc(padding(value.length))]);
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}
