import { createHash } from "node:crypto";

/** What a server may ask for (RFC 8760 section 2.6): the strongest first. SHA-512-256 is SHA-512 cut by its own rule, FIPS 180-4. */
const algorithms = { "SHA-512-256": "sha512-256", "SHA-256": "sha256", MD5: "md5" } as const;

type Algorithm = keyof typeof algorithms;
const strongestFirst: readonly Algorithm[] = ["SHA-512-256", "SHA-256", "MD5"];

/** What is protected: the request line, or the body too (RFC 7616 section 3.3). */
export type Protection = "auth" | "auth-int";

/** A server's demand for credentials that we can meet. */
export type Challenge = Readonly<{
  realm: string;
  nonce: string;
  opaque: string | null;
  algorithm: Algorithm;
  /** Whether the password's hash is bound to this nonce (`-sess`). */
  session: boolean;
  /** Null where the server is of before RFC 2617. */
  protection: Protection | null;
  stale: boolean;
}>;

/** What credentials are computed from. `count` is how often the nonce was used, this time included. */
export type Claim = Readonly<{
  method: string;
  uri: string;
  body: string;
  user: string;
  password: string;
  count: number;
  clientNonce: string;
}>;

/** The demands in a challenge's header, several perhaps; those with an algorithm or a protection we do not know are left out. */
export function readChallenges(header: string): readonly Challenge[] {
  return header
    .slice(0, 8192)
    .split(/(?:^|,)\s*(?=[A-Za-z]+\s+[A-Za-z]+\s*=)/u)
    .flatMap((text) => readChallenge(text.trim()) ?? []);
}

/** One demand of each realm, the strongest we can meet. */
export function strongest(challenges: readonly Challenge[]): readonly Challenge[] {
  const byRealm = new Map<string, Challenge>();
  for (const challenge of challenges) {
    const other = byRealm.get(challenge.realm);
    if (other === undefined || rank(challenge) < rank(other)) byRealm.set(challenge.realm, challenge);
  }
  return [...byRealm.values()];
}

/** The value of an Authorization or Proxy-Authorization header (RFC 7616 section 3.4). */
export function credentials(challenge: Challenge, claim: Claim): string {
  const { realm, nonce, opaque, algorithm, session, protection } = challenge;
  const count = claim.count.toString(16).padStart(8, "0");
  const parts = [
    ["username", quote(claim.user)],
    ["realm", quote(realm)],
    ["nonce", quote(nonce)],
    ["uri", quote(claim.uri)],
    ["response", quote(response(challenge, claim, count))],
    ["algorithm", session ? `${algorithm}-sess` : algorithm],
    ...(protection === null && !session ? [] : [["cnonce", quote(claim.clientNonce)]]),
    ...(protection === null
      ? []
      : [
          ["qop", protection],
          ["nc", count],
        ]),
    ...(opaque === null ? [] : [["opaque", quote(opaque)]]),
  ];
  return `Digest ${parts.map(([name, value]) => `${name}=${value}`).join(", ")}`;
}

/** The parameters of a header that begins with a scheme (RFC 7235 section 2.1), or of one without. */
export function readParameters(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/(?<![A-Za-z-])([A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gu);
  return new Map(
    [...found].map(([, name = "", quoted, bare]) => [
      name.toLowerCase(),
      quoted?.replaceAll(/\\(.)/gu, "$1") ?? bare ?? "",
    ]),
  );
}

function readChallenge(text: string): Challenge | null {
  if (!/^digest\s/iu.test(text)) return null;
  const get = readParameters(text.slice(6));
  const realm = get.get("realm");
  const nonce = get.get("nonce");
  const named = (get.get("algorithm") ?? "MD5").toUpperCase();
  const session = named.endsWith("-SESS");
  const algorithm = strongestFirst.find((each) => each === (session ? named.slice(0, -5) : named));
  const protection = protectionOf(get.get("qop"));
  if (realm === undefined || nonce === undefined || algorithm === undefined || protection === "unknown") return null;
  const stale = get.get("stale")?.toLowerCase() === "true";
  return { realm, nonce, opaque: get.get("opaque") ?? null, algorithm, session, protection, stale };
}

function protectionOf(offered: string | undefined): Protection | "unknown" | null {
  if (offered === undefined) return null;
  const options = new Set(offered.split(",").map((each) => each.trim().toLowerCase()));
  return (["auth", "auth-int"] as const).find((each) => options.has(each)) ?? "unknown";
}

function response(challenge: Challenge, claim: Claim, count: string): string {
  const { realm, nonce, session, protection } = challenge;
  const hash = (text: string): string => createHash(algorithms[challenge.algorithm]).update(text, "utf8").digest("hex");
  const password = hash(`${claim.user}:${realm}:${claim.password}`);
  const secret = session ? hash(`${password}:${nonce}:${claim.clientNonce}`) : password;
  const act = `${claim.method}:${claim.uri}`;
  if (protection === null) return hash(`${secret}:${nonce}:${hash(act)}`);
  const end = hash(protection === "auth-int" ? `${act}:${hash(claim.body)}` : act);
  return hash(`${secret}:${nonce}:${count}:${claim.clientNonce}:${protection}:${end}`);
}

function rank({ algorithm }: Challenge): number {
  return strongestFirst.indexOf(algorithm);
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}
