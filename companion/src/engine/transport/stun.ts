import { isIPv6 } from "node:net";
import type { Address } from "./flow.ts";

/** A STUN message, as far as keep-alives use it (RFC 5626 section 4.4.2, RFC 5389). `id` is the transaction's, 12 bytes. */
export type StunMessage =
  | { readonly kind: "request"; readonly id: Buffer; readonly unknown: readonly number[] }
  | { readonly kind: "success"; readonly id: Buffer; readonly mapped: Address | undefined }
  | { readonly kind: "error"; readonly id: Buffer };

const KINDS: ReadonlyMap<number, StunMessage["kind"]> = new Map([
  [0x0001, "request"],
  [0x0101, "success"],
  [0x0111, "error"],
]);
const COOKIE = 0x2112_a442;
const HEAD = 20;
const ATTRIBUTE = { unknown: 0x000a, errorCode: 0x0009, xorMapped: 0x0020 } as const;
/** From here on an attribute may be ignored by who does not know it (RFC 5389 section 15). */
const OPTIONAL = 0x8000;
const UNKNOWN_ATTRIBUTE = 420;

/** Whether a datagram can be STUN: SIP begins with a letter, STUN with two bits that are zero. */
export function looksLikeStun(bytes: Buffer): boolean {
  return bytes.length >= HEAD && (bytes[0] ?? 255) < 4 && bytes.readUInt32BE(4) === COOKIE;
}

/** Reads a Binding request or an answer to one; undefined for anything else. */
export function readStun(bytes: Buffer): StunMessage | undefined {
  if (!looksLikeStun(bytes) || bytes.readUInt16BE(2) !== bytes.length - HEAD) return undefined;
  const kind = KINDS.get(bytes.readUInt16BE(0));
  const attributes = readAttributes(bytes.subarray(HEAD));
  if (!kind || !attributes) return undefined;
  const id = bytes.subarray(8, HEAD);
  if (kind === "error") return { kind, id };
  if (kind === "request") return { kind, id, unknown: [...attributes.keys()].filter((type) => type < OPTIONAL) };
  const mapped = attributes.get(ATTRIBUTE.xorMapped);
  return { kind, id, mapped: mapped && readXorAddress(mapped, id) };
}

/** Asks: from where do you see me? */
export function bindingRequest(id: Buffer): Buffer {
  return written(0x0001, id, []);
}

/** The answer: from there; or that the request holds something nobody here knows. */
export function bindingAnswer({ id, unknown }: StunMessage & { kind: "request" }, from: Address): Buffer {
  if (unknown.length === 0) return written(0x0101, id, [[ATTRIBUTE.xorMapped, xorAddress(from, id)]]);
  const code = Buffer.from([0, 0, Math.floor(UNKNOWN_ATTRIBUTE / 100), UNKNOWN_ATTRIBUTE % 100]);
  const types = Buffer.alloc(2);
  types.writeUInt16BE(unknown[0] ?? 0);
  return written(0x0111, id, [
    [ATTRIBUTE.errorCode, code],
    [ATTRIBUTE.unknown, types],
  ]);
}

function readAttributes(bytes: Buffer): Map<number, Buffer> | undefined {
  const attributes = new Map<number, Buffer>();
  for (let at = 0; at < bytes.length;) {
    if (at + 4 > bytes.length) return undefined;
    const [type, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    const end = at + 4 + length;
    if (end > bytes.length) return undefined;
    if (!attributes.has(type)) attributes.set(type, bytes.subarray(at + 4, end));
    at = end + padding(length);
  }
  return attributes;
}

function written(type: number, id: Buffer, attributes: ReadonlyArray<readonly [type: number, value: Buffer]>): Buffer {
  const body = attributes.map(([kind, value]) => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(kind);
    head.writeUInt16BE(value.length, 2);
    return Buffer.concat([head, value, Buffer.alloc(padding(value.length))]);
  });
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type);
  head.writeUInt16BE(
    body.reduce((sum, { length }) => sum + length, 0),
    2,
  );
  head.writeUInt32BE(COOKIE, 4);
  return Buffer.concat([head, id, ...body]);
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}

/** Some home routers rewrite addresses wherever they see them: this one is hidden (section 15.2). */
function xorAddress({ host, port }: Address, id: Buffer): Buffer {
  const address = isIPv6(host) ? bytesOfV6(host) : Buffer.from(host.split(".").map(Number));
  const head = Buffer.from([0, address.length === 4 ? 1 : 2, 0, 0]);
  head.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  return Buffer.concat([head, hidden(address, id)]);
}

function readXorAddress(value: Buffer, id: Buffer): Address | undefined {
  const size = value[1] === 1 ? 4 : value[1] === 2 ? 16 : 0;
  if (size === 0 || value.length !== 4 + size) return undefined;
  const port = value.readUInt16BE(2) ^ (COOKIE >>> 16);
  const address = hidden(value.subarray(4), id);
  return { host: size === 4 ? address.join(".") : textOfV6(address), port };
}

function hidden(address: Buffer, id: Buffer): Buffer {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(COOKIE);
  id.copy(key, 4);
  return Buffer.from(address.map((byte, index) => byte ^ (key[index] ?? 0)));
}

/** The URL parser knows the one spelling; written out it has eight groups. */
function bytesOfV6(host: string): Buffer {
  const [head = "", tail] = new URL(`http://[${host.split("%", 1)[0]}]`).hostname.slice(1, -1).split("::");
  const groups = (text = ""): number[] =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const [first, last] = [groups(head), groups(tail)];
  const all =
    tail === undefined ? first : [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
  const bytes = Buffer.alloc(16);
  for (const [index, group] of all.entries()) bytes.writeUInt16BE(group, index * 2);
  return bytes;
}

function textOfV6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
