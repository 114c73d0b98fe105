import { number, pairs, readerOf, vector, Malformed } from "./bytes.ts";
import { signatures } from "./certificate.ts";

/** Messages of the handshake (RFC 5246 section 7.4, RFC 6347 section 4.3.2). */
export const messages = {
  clientHello: 1,
  serverHello: 2,
  helloVerifyRequest: 3,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
} as const;

/** ECDHE with AES-128-GCM, signed by an elliptic or an RSA key (RFC 5289); who serves with our certificate can only take the first. */
const cipherSuites = { ecdsa: 0xc02b, rsa: 0xc02f } as const;
/** P-256, which everybody knows (RFC 8422 section 5.1.1). */
const curve = 0x0017;

/** What both sides say of themselves. */
export type Hello = Readonly<{
  random: Uint8Array;
  cookie: Uint8Array;
  cipherSuites: readonly number[];
  extensions: ReadonlyMap<number, Uint8Array>;
}>;

const extension = {
  groups: 10,
  points: 11,
  signatures: 13,
  srtp: 14,
  extendedMaster: 23,
  renegotiation: 0xff01,
} as const;
const version = number(0xfefd, 2);
const empty = new Uint8Array(0);
const schemes = [...signatures.keys()].map((scheme) => number(scheme, 2));
const uncompressed = vector(1, Buffer.of(0));

export function writeClientHello(random: Uint8Array, cookie: Uint8Array, profiles: readonly number[]): Uint8Array {
  const suites = Object.values(cipherSuites).map((suite) => number(suite, 2));
  const extensions = writeExtensions([
    [extension.renegotiation, Buffer.of(0)],
    [extension.groups, vector(2, number(curve, 2))],
    [extension.points, uncompressed],
    [extension.signatures, vector(2, ...schemes)],
    [extension.extendedMaster, empty],
    [extension.srtp, writeProfiles(profiles)],
  ]);
  return Buffer.concat([version, random, vector(1), vector(1, cookie), vector(2, ...suites), uncompressed, extensions]);
}

/** Our answer to a hello, with the one profile that was chosen of it. */
export function writeServerHello(random: Uint8Array, theirs: Hello, profile: number): Uint8Array {
  const known: readonly (readonly [number, Uint8Array])[] = [
    [extension.renegotiation, Buffer.of(0)],
    [extension.points, uncompressed],
    [extension.extendedMaster, empty],
    [extension.srtp, writeProfiles([profile])],
  ];
  const asked = known.filter(([type]) => type === extension.renegotiation || theirs.extensions.has(type));
  const chosen = [number(cipherSuites.ecdsa, 2), Buffer.of(0)];
  return Buffer.concat([version, random, vector(1), ...chosen, writeExtensions(asked)]);
}

export function readClientHello(body: Uint8Array): Hello {
  const reader = readerOf(body);
  reader.number(2);
  const random = reader.bytes(32);
  reader.vector(1);
  const cookie = reader.vector(1);
  const suites = pairs(reader.vector(2));
  reader.vector(1);
  return {
    random,
    cookie,
    cipherSuites: suites,
    extensions: readExtensions(reader.left() > 0 ? reader.vector(2) : empty),
  };
}

export function readServerHello(body: Uint8Array): Hello {
  const reader = readerOf(body);
  reader.number(2);
  const random = reader.bytes(32);
  reader.vector(1);
  const suites = [reader.number(2)];
  reader.number(1);
  const extensions = readExtensions(reader.left() > 0 ? reader.vector(2) : empty);
  return { random, cookie: empty, cipherSuites: suites, extensions };
}

/** Did that server choose a cipher suite that we offered? */
export function isSuiteOfOurs({ cipherSuites: [suite] }: Hello): boolean {
  return Object.values<number | undefined>(cipherSuites).includes(suite);
}

/** The profiles of encrypted sound in a hello (RFC 5764 section 4.1.1). */
export function profilesOf({ extensions }: Hello): readonly number[] {
  const body = extensions.get(extension.srtp);
  return body === undefined ? [] : pairs(readerOf(body).vector(2));
}

/** Does that side bind the secret to what was said (RFC 7627)? */
export function bindsSecret({ extensions }: Hello): boolean {
  return extensions.has(extension.extendedMaster);
}

/** Could that client take what we serve: our certificate, on the one curve we know? */
export function couldTakeOurs({ cipherSuites: suites, extensions }: Hello): boolean {
  const groups = extensions.get(extension.groups);
  return (
    suites.includes(cipherSuites.ecdsa) && (groups === undefined || pairs(readerOf(groups).vector(2)).includes(curve))
  );
}

/** The server's cookie, which proves that we are where we say (RFC 6347 section 4.2.1). */
export function readCookie(body: Uint8Array): Uint8Array {
  const reader = readerOf(body);
  reader.number(2);
  return reader.vector(1);
}

export function writeCertificate(certificate: Uint8Array): Uint8Array {
  return vector(3, vector(3, certificate));
}

/** The first certificate: nobody vouches for it but the description. */
export function readCertificate(body: Uint8Array): Uint8Array {
  return readerOf(readerOf(body).vector(3)).vector(3);
}

/** A signature, and how it was made. */
export type Proof = Readonly<{ scheme: number; signature: Uint8Array }>;

/** The server's half of the key exchange: what is signed, and the signature (RFC 8422 section 5.4). */
export type KeyExchange = Proof & Readonly<{ point: Uint8Array; signed: Uint8Array }>;

export function writeKeyOffer(point: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(3), number(curve, 2), vector(1, point)]);
}

export function readKeyExchange(body: Uint8Array): KeyExchange {
  const reader = readerOf(body);
  if (reader.number(1) !== 3 || reader.number(2) !== curve) throw new Malformed("another curve");
  const point = reader.vector(1);
  const signed = body.subarray(0, body.length - reader.left());
  return { point, signed, ...readSignature(reader.bytes(reader.left())) };
}

export function writeClientKey(point: Uint8Array): Uint8Array {
  return vector(1, point);
}

export function readClientKey(body: Uint8Array): Uint8Array {
  return readerOf(body).vector(1);
}

/** Asks for the client's certificate: both show theirs (RFC 5763 section 5). */
export const certificateRequest: Uint8Array = Buffer.concat([
  vector(1, Buffer.of(64, 1)),
  vector(2, ...schemes),
  vector(2),
]);

/** A signature of ours: ECDSA with SHA-256. */
export function writeSignature(signature: Uint8Array): Uint8Array {
  return Buffer.concat([number(0x0403, 2), vector(2, signature)]);
}

export function readSignature(body: Uint8Array): Proof {
  const reader = readerOf(body);
  return { scheme: reader.number(2), signature: reader.vector(2) };
}

function writeProfiles(profiles: readonly number[]): Uint8Array {
  return Buffer.concat([vector(2, ...profiles.map((profile) => number(profile, 2))), vector(1)]);
}

function writeExtensions(extensions: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  return vector(2, ...extensions.map(([type, body]) => Buffer.concat([number(type, 2), vector(2, body)])));
}

function readExtensions(body: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const reader = readerOf(body);
  const found = new Map<number, Uint8Array>();
  while (reader.left() > 0) found.set(reader.number(2), reader.vector(2));
  return found;
}
