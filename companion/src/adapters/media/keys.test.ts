import fc from "fast-check";
import { expect, it } from "vitest";
import { drawKeys, parseCrypto, sameKey, suites, writeCrypto } from "./keys.ts";

const inline = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

it("what we write is what a peer reads", () => {
  const keys = drawKeys();
  expect(keys.map(({ suite }) => suite)).toEqual(suites);
  for (const [at, key] of keys.entries()) {
    const read = parseCrypto(writeCrypto({ ...key, tag: at + 1 }));
    expect(read).toMatchObject({ tag: at + 1, suite: key.suite });
    expect(read !== null && sameKey(read, key)).toBe(true);
  }
});

it("the example of RFC 4568 is read, with a lifetime and a named key", () => {
  const key = parseCrypto(`1 AES_CM_128_HMAC_SHA1_80 ${inline}|2^20|1:4`);
  expect(key).toMatchObject({ tag: 1, suite: "AES_CM_128_HMAC_SHA1_80", identifier: Buffer.from("00000001", "hex") });
  expect(key?.key).toHaveLength(16);
  expect(key?.salt).toHaveLength(14);
  expect(parseCrypto(`1 AES_CM_128_HMAC_SHA1_80 ${inline}|1048576 WSH=64 -FOO`)?.identifier).toHaveLength(0);
});

it.each([
  ["a suite nobody knows", `1 AES_CM_512_HMAC_SHA9_80 ${inline}`],
  ["a property every object has", `1 constructor ${inline}`],
  ["a key that is too short", "1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVu"],
  ["a key of another suite", `1 AEAD_AES_256_GCM ${inline}`],
  ["several keys", `1 AES_CM_128_HMAC_SHA1_80 ${inline}|1:4;${inline}|2:4`],
  ["sound that is not to be encrypted", `1 AES_CM_128_HMAC_SHA1_80 ${inline} UNENCRYPTED_SRTP`],
  ["a key to be derived again and again", `1 AES_CM_128_HMAC_SHA1_80 ${inline} KDR=1`],
  ["a name longer than its place", `1 AES_CM_128_HMAC_SHA1_80 ${inline}|256:1`],
  ["no tag", `x AES_CM_128_HMAC_SHA1_80 ${inline}`],
  ["nothing", ""],
])("%s is not for us", (_name, value) => {
  expect(parseCrypto(value)).toBeNull();
});

it("no text makes it throw", () => {
  const word = fc.constantFrom("1", " ", ...suites, inline, "inline:", "|", "2^31", ":", "4", ";", "WSH=64", "=");
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.oneof(word, fc.string())).map((parts) => parts.join("")),
  );
  fc.assert(fc.property(text, (value) => void parseCrypto(value)));
});
