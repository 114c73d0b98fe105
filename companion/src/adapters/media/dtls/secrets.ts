import { createHash, createHmac } from "node:crypto";
import { suiteFacts, type MasterKey, type Suite } from "../keys.ts";
import type { RecordKey } from "./record.ts";

/** Both sides' random numbers, the client's first. */
export type Randoms = Readonly<{ client: Uint8Array; server: Uint8Array }>;

/** What one side of an association seals with, and what the other does. */
export type Pair<T> = Readonly<{ client: T; server: T }>;

/** The pseudorandom function of TLS 1.2 with SHA-256 (RFC 5246 section 5). */
export function prf(secret: Uint8Array, label: string, seed: Uint8Array, length: number): Uint8Array {
  const hmac = (...parts: readonly Uint8Array[]): Buffer =>
    createHmac("sha256", secret).update(Buffer.concat(parts)).digest();
  const begin = Buffer.concat([Buffer.from(label, "latin1"), seed]);
  const blocks: Buffer[] = [];
  for (let step = hmac(begin); blocks.length * 32 < length; step = hmac(step)) blocks.push(hmac(step, begin));
  return Buffer.concat(blocks).subarray(0, length);
}

/** The secret both sides share (RFC 5246 section 8.1); bound to all that was said before where both know how (RFC 7627 section 4). */
export function masterSecret(premaster: Uint8Array, randoms: Randoms, said: Uint8Array | null): Uint8Array {
  return said === null
    ? prf(premaster, "master secret", Buffer.concat([randoms.client, randoms.server]), 48)
    : prf(premaster, "extended master secret", hashOf(said), 48);
}

/** The keys of the record layer (RFC 5246 section 6.3). */
export function recordKeys(master: Uint8Array, randoms: Randoms): Pair<RecordKey> {
  const block = prf(master, "key expansion", Buffer.concat([randoms.server, randoms.client]), 40);
  const key = (at: number): RecordKey => ({
    key: block.subarray(at * 16, at * 16 + 16),
    salt: block.subarray(32 + at * 4, 36 + at * 4),
  });
  return { client: key(0), server: key(1) };
}

/** What a side says at the end, to prove that both have heard the same (RFC 5246 section 7.4.9). */
export function finishedBy(side: keyof Randoms, master: Uint8Array, said: Uint8Array): Uint8Array {
  return prf(master, `${side} finished`, hashOf(said), 12);
}

/** The keys of the sound (RFC 5764 section 4.2). */
export function soundKeys(master: Uint8Array, randoms: Randoms, suite: Suite): Pair<MasterKey> {
  const { key, salt } = suiteFacts[suite];
  const seed = Buffer.concat([randoms.client, randoms.server]);
  const block = prf(master, "EXTRACTOR-dtls_srtp", seed, 2 * (key + salt));
  const part = (at: number): MasterKey => ({
    suite,
    key: block.subarray(at * key, (at + 1) * key),
    salt: block.subarray(2 * key + at * salt, 2 * key + (at + 1) * salt),
    identifier: new Uint8Array(0),
  });
  return { client: part(0), server: part(1) };
}

function hashOf(said: Uint8Array): Uint8Array {
  return createHash("sha256").update(said).digest();
}
