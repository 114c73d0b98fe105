import { createCipheriv, createDecipheriv, createSecretKey, hash, timingSafeEqual } from "node:crypto";
import { suiteFacts, type MasterKey } from "./keys.ts";

/** One packet's place in its stream: what makes its key stream its own. `index` counts packets: 48 bits of RTP, 31 of RTCP. */
export type Place = Readonly<{ ssrc: number; index: number }>;

/** How one kind of packets (RTP or RTCP) of one direction is sealed. `header` stays readable, and cannot be changed unnoticed. */
export type Cipher = Readonly<{
  /** What follows the header when the packet is sealed, without what the tag adds outside of it. */
  seal: (header: Uint8Array, body: Uint8Array, place: Place, trailer: Uint8Array) => readonly [Uint8Array, Uint8Array];
  /** Null where the packet is not what was sealed. */
  open: (
    header: Uint8Array,
    sealed: Uint8Array,
    tag: Uint8Array,
    place: Place,
    trailer: Uint8Array,
  ) => Uint8Array | null;
}>;

/** Which label each key is derived by (RFC 3711 section 4.3.2). */
const labels = { rtp: [0, 1, 2], rtcp: [3, 4, 5] } as const;

/** The ciphers of a master key. Keys are derived once: a key derivation rate is none of our offers (RFC 3711 section 4.3.1). */
export function cipherFor(master: MasterKey, kind: keyof typeof labels): Cipher {
  const facts = suiteFacts[master.suite];
  const [encryption, authentication, salting] = labels[kind];
  const key = deriveKey(master, encryption, facts.key);
  const salt = deriveKey(master, salting, facts.salt);
  if (facts.cipher === "gcm") return gcm(key, salt, kind);
  const tag = kind === "rtp" ? facts.rtpTag : facts.rtcpTag;
  return counter(key, salt, deriveKey(master, authentication, 20), tag);
}

/** RFC 3711 section 4.3.3; the 96-bit salt of GCM has zeros behind it (RFC 7714 section 11). */
export function deriveKey({ key, salt }: Pick<MasterKey, "key" | "salt">, label: number, length: number): Uint8Array {
  const start = Buffer.alloc(16);
  start.set(salt);
  start.writeUInt8(start.readUInt8(7) ^ label, 7);
  return createCipheriv(`aes-${key.length * 8}-ctr`, key, start).update(Buffer.alloc(length));
}

/**
 * AES in counter mode with HMAC-SHA1 (RFC 3711 sections 4.1.1 and 4.2.1). The trailer is proven, and not sent with the tag. Node's ciphers and
 * HMACs cost more to make than to use, so one block cipher serves every packet, and the HMAC is written out with plain hashes.
 */
export function counter(key: Uint8Array, salt: Uint8Array, authentication: Uint8Array, tagLength: number): Cipher {
  const blocks = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  const hmac = hmacSha1(authentication);
  const apply = (body: Uint8Array, { ssrc, index }: Place): Uint8Array => {
    const stream = Buffer.alloc(Math.ceil(body.length / 16) * 16);
    for (let at = 0; at < stream.length; at += 16) {
      stream.writeUInt32BE(ssrc, at + 4);
      stream.writeUIntBE(index, at + 8, 6);
      stream.writeUInt16BE(at / 16, at + 14);
      for (let n = 0; n < salt.length; n += 1) stream[at + n] = (stream[at + n] ?? 0) ^ (salt[n] ?? 0);
    }
    const out = blocks.update(stream).subarray(0, body.length);
    for (let n = 0; n < body.length; n += 1) out[n] = (out[n] ?? 0) ^ (body[n] ?? 0);
    return out;
  };
  const prove = (...parts: readonly Uint8Array[]): Buffer => hmac(parts).subarray(0, tagLength);
  return {
    seal(header, body, place, trailer) {
      const sealed = apply(body, place);
      return [sealed, prove(header, sealed, trailer)];
    },
    open(header, sealed, tag, place, trailer) {
      return timingSafeEqual(prove(header, sealed, trailer), tag) ? apply(sealed, place) : null;
    },
  };
}

/** RFC 2104 with a key no longer than a block of SHA-1, as every one of ours. */
function hmacSha1(key: Uint8Array): (parts: readonly Uint8Array[]) => Buffer {
  const pad = (value: number): Uint8Array => Uint8Array.from({ length: 64 }, (_, n) => value ^ (key[n] ?? 0));
  const [inner, outer] = [pad(0x36), pad(0x5c)];
  return (parts) =>
    hash("sha1", Buffer.concat([outer, hash("sha1", Buffer.concat([inner, ...parts]), "buffer")]), "buffer");
}

/** AES-GCM (RFC 7714 sections 8 and 9). Of RTP the trailer is part of the place already, of RTCP it is proven behind the header. */
export function gcm(key: Uint8Array, salt: Uint8Array, kind: keyof typeof labels): Cipher {
  const name = key.length === 32 ? "aes-256-gcm" : "aes-128-gcm";
  // Of bytes Node would make a key anew for each packet.
  const secret = createSecretKey(key);
  const start = (place: Place): Buffer => {
    const block = Buffer.alloc(12);
    block.writeUInt32BE(place.ssrc, 2);
    block.writeUIntBE(place.index, 6, 6);
    for (let at = 0; at < salt.length; at += 1) block[at] = (block[at] ?? 0) ^ (salt[at] ?? 0);
    return block;
  };
  const proven = (header: Uint8Array, trailer: Uint8Array): Uint8Array =>
    kind === "rtp" ? header : Buffer.concat([header, trailer]);
  return {
    seal(header, body, place, trailer) {
      const cipher = createCipheriv(name, secret, start(place)).setAAD(proven(header, trailer));
      const sealed = cipher.update(body);
      cipher.final();
      return [sealed, cipher.getAuthTag()];
    },
    open(header, sealed, tag, place, trailer) {
      const decipher = createDecipheriv(name, secret, start(place), { authTagLength: 16 });
      const body = decipher.setAAD(proven(header, trailer)).setAuthTag(tag).update(sealed);
      try {
        decipher.final();
        return body;
      } catch {
        return null;
      }
    },
  };
}
