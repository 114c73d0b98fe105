import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readParameters } from "../srf/digest.ts";

/** Milliseconds that a nonce lives. */
const nonceLife = 5 * 60_000;

/** What became of credentials. `stale` asks for the same once more with a new nonce (RFC 7616 section 3.3). */
type Verdict = Readonly<{ kind: "accepted"; user: string }> | Readonly<{ kind: "missing" | "stale" | "refused" }>;

/** A request as far as digest looks at it. `credentials` is the whole header; empty where there is none. */
type Claim = Readonly<{ method: string; uri: string; credentials: string }>;

/** Digest authentication (RFC 3261 section 22, MD5 with qop=auth). */
export type Digest = Readonly<{
  /** The value of a challenge's header. */
  challenge: (now: number, stale: boolean) => string;
  judge: (claim: Claim, now: number) => Verdict;
}>;

/** The hash to keep in place of a password. */
export function hashPassword(user: string, realm: string, password: string): string {
  return md5(`${user}:${realm}:${password}`);
}

/** `hashOf` gives a user's hash, or null for users that there are none of: their refusal looks and takes the same. */
export function createDigest(realm: string, hashOf: (user: string) => string | null): Digest {
  const key = randomBytes(32);
  const nobody = randomBytes(16).toString("hex");
  const seal = (time: string) => createHmac("sha256", key).update(time).digest("base64url");
  const nonceAt = (now: number) => `${now}.${seal(String(now))}`;
  const ageOf = (nonce: string, now: number) => {
    const [time = "", mark = ""] = nonce.split(".");
    return isSame(mark, seal(time)) ? now - Number(time) : null;
  };
  return {
    challenge: (now, stale) =>
      `Digest realm="${realm}", nonce="${nonceAt(now)}", algorithm=MD5, qop="auth"${stale ? ", stale=true" : ""}`,
    judge: (claim, now) => {
      const given = parseCredentials(claim.credentials);
      const get = (name: string) => given?.get(name) ?? "";
      if (given === null || get("realm") !== realm || get("uri") !== claim.uri) return { kind: "missing" };
      const age = ageOf(get("nonce"), now);
      if (age === null) return { kind: "missing" };
      const user = get("username");
      const hash = hashOf(user);
      const right = isSame(get("response"), responseTo(hash ?? nobody, claim, given)) && hash !== null;
      if (!right) return { kind: "refused" };
      return age > nonceLife ? { kind: "stale" } : { kind: "accepted", user };
    },
  };
}

function responseTo(hash: string, { method, uri }: Claim, given: ReadonlyMap<string, string>): string {
  const get = (name: string) => given.get(name) ?? "";
  const end = md5(`${method}:${uri}`);
  if (get("qop") === "") return md5(`${hash}:${get("nonce")}:${end}`);
  return md5(`${hash}:${get("nonce")}:${get("nc")}:${get("cnonce")}:${get("qop")}:${end}`);
}

/** The parameters of a `Digest` header from untrusted text; null where it is none. */
function parseCredentials(header: string): ReadonlyMap<string, string> | null {
  if (!/^digest /iu.test(header) || header.length > 4096) return null;
  return readParameters(header.slice(7));
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest()];
  return timingSafeEqual(one, other);
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
