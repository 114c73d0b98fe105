import { randomBytes } from "node:crypto";

/** What each crypto suite is made of (RFC 4568 section 6.2, RFC 7714 section 14.2); lengths in bytes. */
export const suiteFacts = {
  AES_CM_128_HMAC_SHA1_80: { cipher: "counter", key: 16, salt: 14, rtpTag: 10, rtcpTag: 10 },
  AEAD_AES_256_GCM: { cipher: "gcm", key: 32, salt: 12, rtpTag: 16, rtcpTag: 16 },
  AEAD_AES_128_GCM: { cipher: "gcm", key: 16, salt: 12, rtpTag: 16, rtcpTag: 16 },
  // The short tag is for sound alone: reports keep the long one.
  AES_CM_128_HMAC_SHA1_32: { cipher: "counter", key: 16, salt: 14, rtpTag: 4, rtcpTag: 10 },
} as const;
export type Suite = keyof typeof suiteFacts;

/** The suites we know, in the order in which we offer them: what every peer knows first. */
export const suites: readonly Suite[] = [
  "AES_CM_128_HMAC_SHA1_80",
  "AEAD_AES_256_GCM",
  "AEAD_AES_128_GCM",
  "AES_CM_128_HMAC_SHA1_32",
];

/** One master key of one direction. `identifier` stands in every packet where the sender gave its key one (MKI), and is mostly empty. */
export type MasterKey = Readonly<{ suite: Suite; key: Uint8Array; salt: Uint8Array; identifier: Uint8Array }>;

/** A master key as a description gives it: under a tag by which an answer chooses it. */
export type TaggedKey = MasterKey & Readonly<{ tag: number }>;

const nothing = new Uint8Array(0);

/** Our own keys of one session, one for each suite. */
export function drawKeys(): readonly MasterKey[] {
  return suites.map((suite) => {
    const { key, salt } = suiteFacts[suite];
    return { suite, key: randomBytes(key), salt: randomBytes(salt), identifier: nothing };
  });
}

/** The value of our `a=crypto` (RFC 4568 section 9.1). */
export function writeCrypto({ tag, suite, key, salt }: TaggedKey): string {
  return `${tag} ${suite} inline:${Buffer.concat([key, salt]).toString("base64")}`;
}

/**
 * Reads the value of an `a=crypto` from untrusted text (RFC 4568 section 9.1). Null where we cannot do what it wants: a suite we do not know, a
 * key of another length, several keys, or a session parameter that must be obeyed.
 */
export function parseCrypto(value: string): TaggedKey | null {
  const [tag = "", suite = "", parameters = "", ...session] = value.trim().split(/ +/u);
  if (!/^[0-9]{1,9}$/u.test(tag) || !isSuite(suite) || !session.every(isHarmless)) return null;
  const [, base64, , number, length] =
    /^inline:([A-Za-z0-9+/]+={0,2})(\|(?:2\^)?\d+)?(?:\|(\d+):(\d{1,3}))?$/u.exec(parameters) ?? [];
  if (base64 === undefined) return null;
  const both = Buffer.from(base64, "base64");
  const facts = suiteFacts[suite];
  if (both.length !== facts.key + facts.salt) return null;
  const identifier = number === undefined ? nothing : readIdentifier(number, Number(length));
  if (identifier === null) return null;
  return { tag: Number(tag), suite, key: both.subarray(0, facts.key), salt: both.subarray(facts.key), identifier };
}

/** Do both name the same key? */
export function sameKey(a: MasterKey, b: MasterKey): boolean {
  const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
  return a.suite === b.suite && same(a.key, b.key) && same(a.salt, b.salt) && same(a.identifier, b.identifier);
}

function isSuite(name: string): name is Suite {
  return Object.hasOwn(suiteFacts, name);
}

/** What begins with a dash may be ignored (RFC 4568 section 6.3.7), and a window only speaks of the sender's own (6.3.6). */
function isHarmless(parameter: string): boolean {
  return parameter.startsWith("-") || /^WSH=\d+$/u.test(parameter);
}

/** A number in so many bytes, the highest first (RFC 4568 section 6.1); at most 128. */
function readIdentifier(number: string, length: number): Uint8Array | null {
  if (length < 1 || length > 128 || number.length > 310) return null;
  const digits = BigInt(number)
    .toString(16)
    .padStart(length * 2, "0");
  return digits.length > length * 2 ? null : Buffer.from(digits, "hex");
}
