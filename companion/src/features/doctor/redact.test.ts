import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redacted } from "./redact.ts";

const invite = [
  "INVITE sip:+33170184310@uc.test SIP/2.0",
  "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1;rport",
  'From: "Claire Lambert" <sip:5010@uc.test>;tag=a1',
  "To: Laura Garcia <sip:+33170184310@uc.test>",
  "Contact: <sip:5010@192.0.2.7:5060>",
  "Call-ID: 77af@twp",
  'P-Asserted-Identity: "Claire Lambert" <tel:+33170185010>',
  'Proxy-Authorization: Digest username="5010", realm="uc.test", nonce="abc", uri="sip:uc.test", response="d41d8cd9"',
  "Refer-To: <sip:5012@uc.test?Replaces=77af%40twp%3Bto-tag%3D1&Referred-By=sip%3A5013%40uc.test>",
  "Content-Type: application/sdp",
  "",
  "v=0",
  "o=claire 1 1 IN IP4 192.0.2.7",
  "s=Claire's call",
  "m=audio 16384 RTP/SAVP 0",
  "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz",
  "a=ice-pwd:x9cml/YzichV2+XlhiMu8g",
  "",
].join("\r\n");

const shown = [
  "INVITE sip:…10@uc.test SIP/2.0",
  "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1;rport",
  'From: "…" <sip:…10@uc.test>;tag=a1',
  "To: <sip:…10@uc.test>",
  "Contact: <sip:…10@192.0.2.7:5060>",
  "Call-ID: 77af@twp",
  'P-Asserted-Identity: "…" <tel:…10>',
  "Proxy-Authorization: …",
  "Refer-To: <sip:…12@uc.test?Replaces=77af%40twp%3Bto-tag%3D1&Referred-By=sip%3A…13%40uc.test>",
  "Content-Type: application/sdp",
  "",
  "v=0",
  "o=… 1 1 IN IP4 192.0.2.7",
  "s=…",
  "m=audio 16384 RTP/SAVP 0",
  "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:…",
  "a=ice-pwd:…",
  "",
].join("\r\n");

describe("what may be shown of a message", () => {
  it("is its course, and not who it is about, nor any secret", () => {
    expect(redacted(invite)).toBe(shown);
  });

  it("of a challenge is everything but what a proof is made of", () => {
    expect(redacted('WWW-Authenticate: Digest realm="uc.test", nonce="n0nce", opaque="q", qop="auth"')).toBe(
      'WWW-Authenticate: Digest realm="uc.test", nonce="…", opaque="…", qop="auth"',
    );
  });

  it("is never a whole number of an address, nor a password, however it is written", () => {
    const number = fc
      .array(fc.constantFrom(...Array.from("0123456789")), { minLength: 5, maxLength: 15 })
      .map((digits) => digits.join(""));
    const secret = fc
      .array(fc.constantFrom(...Array.from("abcdef0123456789")), { minLength: 8, maxLength: 32 })
      .map((all) => `S${all.join("")}`);
    const header = fc.constantFrom("To", "From", "Contact", "Route", "Diversion", "History-Info", "Refer-To", "X-Any");
    const frame = fc.constantFrom<(n: string, s: string) => string>(
      (n) => `<sip:${n}@uc.test>`,
      (n) => `sips:+${n}@uc.test;user=phone`,
      (n, s) => `<sip:${n}:${s}@uc.test;transport=tcp>`,
      (n) => `"${n}" <tel:+${n};phone-context=uc.test>`,
      (n) => `<sip:a@uc.test?To=sip%3A${n}%40uc.test>`,
    );
    fc.assert(
      fc.property(number, secret, header, frame, (digits, word, name, written) => {
        const text = redacted(`${name}: ${written(digits, word)}\r\nAuthorization: Digest response="${word}"\r\n`);
        expect(text).not.toContain(digits);
        expect(text).not.toContain(word);
      }),
    );
  });
});
