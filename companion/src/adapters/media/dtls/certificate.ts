import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  X509Certificate,
  type KeyObject,
} from "node:crypto";

/** Our key pair and the certificate around it, which proves nothing but that whoever shows it has the key. */
export type Identity = Readonly<{ certificate: Uint8Array; key: KeyObject; fingerprint: Fingerprint }>;

/** A certificate's hash as a description gives it (RFC 8122 section 5): the hash's name, and its bytes in hexadecimal with colons. */
export type Fingerprint = Readonly<{ hash: string; value: string }>;

/** What we verify of a peer: hash functions by their names in descriptions, the strongest first. MD2 and MD5 prove nothing any more. */
const hashes = new Map([
  ["sha-512", "sha512"],
  ["sha-384", "sha384"],
  ["sha-256", "sha256"],
  ["sha-224", "sha224"],
  ["sha-1", "sha1"],
]);

const day = 24 * 3600 * 1000;

/** Draws a key on the curve P-256 and signs a certificate for it with itself. */
export function drawIdentity(now = Date.now()): Identity {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const name = sequence(der(0x31, sequence(der(0x06, Buffer.of(0x55, 4, 3)), der(0x0c, Buffer.from("twp")))));
  const period = sequence(der(0x17, timeOf(now - day)), der(0x17, timeOf(now + 365 * day)));
  const serial = Buffer.concat([Buffer.of(1), randomBytes(8)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, serial),
    ecdsaWithSha256,
    name,
    period,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = Buffer.concat([Buffer.of(0), sign("sha256", body, privateKey)]);
  const certificate = sequence(body, ecdsaWithSha256, der(0x03, signature));
  return { certificate, key: privateKey, fingerprint: { hash: "sha-256", value: digest(certificate, "sha256") } };
}

/** Reads the value of an `a=fingerprint` from untrusted text (RFC 8122 section 5). Null for what it does not describe or nobody can verify. */
export function parseFingerprint(value: string): Fingerprint | null {
  const [, hash = "", digits = ""] = /^(\S{1,16}) ((?:[0-9A-F]{2}:){15,63}[0-9A-F]{2})$/iu.exec(value.trim()) ?? [];
  return hashes.has(hash.toLowerCase()) ? { hash: hash.toLowerCase(), value: digits.toUpperCase() } : null;
}

/** Is it that certificate? Where several are announced, those of the strongest hash count (RFC 8122 section 5.1). */
export function isAnnounced(certificate: Uint8Array, announced: readonly Fingerprint[]): boolean {
  for (const [name, algorithm] of hashes) {
    const fingerprints = announced.filter(({ hash }) => hash === name);
    if (fingerprints.length > 0) return fingerprints.some(({ value }) => value === digest(certificate, algorithm));
  }
  return false;
}

/** Signs with our key (ECDSA with SHA-256). */
export function signed({ key }: Identity, said: Uint8Array): Uint8Array {
  return sign("sha256", said, key);
}

/** Hash and key type of the signatures we verify, by their number (RFC 5246 section 7.4.1.4.1), in the order in which we ask for them. */
export const signatures: ReadonlyMap<number, Readonly<{ hash: string; key: "ec" | "rsa" }>> = new Map([
  [0x0403, { hash: "sha256", key: "ec" }],
  [0x0503, { hash: "sha384", key: "ec" }],
  [0x0401, { hash: "sha256", key: "rsa" }],
  [0x0501, { hash: "sha384", key: "rsa" }],
  [0x0601, { hash: "sha512", key: "rsa" }],
]);

/** Has whoever owns that certificate signed what was said? Throws where it is no certificate. */
export function isSignedBy(certificate: Uint8Array, scheme: number, said: Uint8Array, signature: Uint8Array): boolean {
  const how = signatures.get(scheme);
  const { publicKey } = new X509Certificate(certificate);
  return how !== undefined && publicKey.asymmetricKeyType === how.key && verify(how.hash, said, publicKey, signature);
}

function digest(certificate: Uint8Array, algorithm: string): string {
  const hex = createHash(algorithm).update(certificate).digest("hex").toUpperCase();
  return hex.replaceAll(/..(?=.)/gu, "$&:");
}

// DER (ITU-T X.690), as far as a certificate of ours needs it (RFC 5280 section 4.1)

function der(type: number, body: Uint8Array): Uint8Array {
  const { length } = body;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(type, ...head), body]);
}

function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return der(0x30, Buffer.concat(parts));
}

const ecdsaWithSha256 = sequence(der(0x06, Buffer.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2)));

/** UTCTime: `YYMMDDhhmmssZ`. */
function timeOf(at: number): Uint8Array {
  return Buffer.from(`${new Date(at).toISOString().slice(2, 19).replaceAll(/\D/gu, "")}Z`);
}
