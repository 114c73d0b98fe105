import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { credentials, readChallenges, readParameters, strongest, type Challenge, type Claim } from "./digest.ts";
import { Wallet, type Act } from "./wallet.ts";

/** The example of RFC 7616 section 3.9.1. */
const offered = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
  'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
const claim: Claim = {
  method: "GET",
  uri: "/dir/index.html",
  body: "",
  user: "Mufasa",
  password: "Circle of Life",
  count: 1,
  clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
};
const only = (header: string): Challenge => {
  const [challenge, ...others] = readChallenges(header);
  if (!challenge || others.length > 0) throw new Error("one challenge was meant");
  return challenge;
};
const responseIn = (header: string): string | undefined => readParameters(header).get("response");

describe("digest credentials", () => {
  it.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("are those of RFC 7616 for %s", (algorithm, wanted) => {
    const header = credentials(only(offered(algorithm)), claim);
    expect(responseIn(header)).toBe(wanted);
    expect(header).toContain(`qop=auth, nc=00000001, opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`);
  });

  it("are those of RFC 2617 for a server that offers no qop", () => {
    const header = credentials(only('Digest realm="biloxi.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'), {
      ...claim,
      method: "INVITE",
      uri: "sip:bob@biloxi.com",
      user: "bob",
      password: "zanzibar",
    });
    expect(responseIn(header)).toBe("bf57e4e0d0bffc0fbaedce64d59add5e");
    expect(header).not.toContain("cnonce");
  });

  it("protect the body when the server insists on it, and bind the password to the nonce for -sess", () => {
    const sha = (text: string): string => createHash("sha512-256").update(text).digest("hex");
    const challenge = only('Digest realm="r", nonce="n", qop="auth-int", algorithm=SHA-512-256-sess');
    const header = credentials(challenge, { ...claim, body: "v=0" });
    const secret = sha(`${sha("Mufasa:r:Circle of Life")}:n:${claim.clientNonce}`);
    const end = sha(`GET:/dir/index.html:${sha("v=0")}`);
    expect(responseIn(header)).toBe(sha(`${secret}:n:00000001:${claim.clientNonce}:auth-int:${end}`));
    expect(header).toContain("algorithm=SHA-512-256-sess");
  });

  it("survive quotes and backslashes in names", () => {
    const header = credentials({ ...only(offered("MD5")), realm: 'a "b" \\c' }, { ...claim, user: 'd"e' });
    expect([readParameters(header).get("realm"), readParameters(header).get("username")]).toEqual(['a "b" \\c', 'd"e']);
  });
});

describe("challenges", () => {
  it("are told apart though they stand on one line, and the strongest of a realm is met", () => {
    const header = [offered("MD5"), offered("SHA-256"), 'Digest realm="other", nonce="x", qop="auth"'].join(",");
    expect(readChallenges(header).map(({ algorithm }) => algorithm)).toEqual(["MD5", "SHA-256", "MD5"]);
    expect(strongest(readChallenges(header)).map(({ realm, algorithm }) => [realm, algorithm])).toEqual([
      ["http-auth@example.org", "SHA-256"],
      ["other", "MD5"],
    ]);
  });

  it.each([
    'Basic realm="x"',
    'Digest nonce="x"',
    'Digest realm="x"',
    'Digest realm="x", nonce="y", algorithm=SHA3-512',
    'Digest realm="x", nonce="y", qop="token"',
    "",
    "Digest",
  ])("that cannot be met are left out: %s", (header) => expect(readChallenges(header)).toEqual([]));

  it("never throw, whatever a server writes", () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => readChallenges(`Digest ${text}`).length >= 0));
  });
});

describe("a wallet", () => {
  const act: Act = { method: "REGISTER", uri: "sip:example", body: "" };
  const open = (): Wallet => new Wallet("alice", "wonderland", () => "client");
  const nonceAndCount = (headers: Readonly<Record<string, string>> | null): Array<string | undefined> => {
    const parameters = readParameters(headers?.["Authorization"] ?? "");
    return [parameters.get("nonce"), parameters.get("nc")];
  };
  const challenge = (nonce: string, more = ""): string => `Digest realm="r", nonce="${nonce}", qop="auth"${more}`;

  it("counts how often a nonce was used, and says it in advance", () => {
    const wallet = open();
    expect(wallet.inAdvance(act)).toEqual({});
    expect(nonceAndCount(wallet.answer("server", challenge("one"), act))).toEqual(["one", "00000001"]);
    expect(nonceAndCount(wallet.inAdvance(act))).toEqual(["one", "00000002"]);
  });

  it("takes a nonce that it answered for a no, unless it is stale", () => {
    const wallet = open();
    const given = wallet.answer("server", challenge("one"), act)?.["Authorization"] ?? "";
    const again = { ...act, given };
    expect(wallet.answer("server", challenge("one"), again)).toBeNull();
    expect(nonceAndCount(wallet.answer("server", challenge("one", ", stale=TRUE"), again))).toEqual([
      "one",
      "00000001",
    ]);
    expect(nonceAndCount(wallet.answer("server", challenge("two"), again))).toEqual(["two", "00000001"]);
  });

  it("counts on when another request is asked with the same nonce", () => {
    const wallet = open();
    wallet.answer("server", challenge("one"), act);
    expect(nonceAndCount(wallet.answer("server", challenge("one"), act))).toEqual(["one", "00000002"]);
  });

  it("uses the nonce that the server gives for next time", () => {
    const wallet = open();
    wallet.answer("server", challenge("one"), act);
    wallet.renew("server", 'nextnonce="two", qop=auth');
    expect(nonceAndCount(wallet.inAdvance(act))).toEqual(["two", "00000001"]);
  });

  it("answers a proxy in a proxy's header", () => {
    expect(Object.keys(open().answer("proxy", challenge("one"), act) ?? {})).toEqual(["Proxy-Authorization"]);
  });

  it("shows neither name nor password", () => {
    const wallet = open();
    wallet.answer("server", challenge("one"), act);
    expect(JSON.stringify(wallet)).toBe("{}");
  });
});
