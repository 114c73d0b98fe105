import { describe, expect, it } from "vitest";
import { speaksFor } from "./identity.ts";

describe("a certificate", () => {
  it.each([
    ["the SIP domain in it", "URI:sip:uc.test", "uc.test"],
    ["the SIP domain in another case", "URI:SIP:UC.Test", "uc.TEST"],
    ["a name with the dot at its end", "DNS:uc.test", "uc.test."],
    ["a DNS name when it names no SIP domain", "DNS:other.test, DNS:uc.test", "uc.test"],
    [
      "a DNS name when its only URI is no SIP domain",
      "URI:https://uc.test/, URI:sip:alice@uc.test, DNS:uc.test",
      "uc.test",
    ],
    ["an address", "IP Address:192.0.2.1", "192.0.2.1"],
    ["an IPv6 address however it is written", "IP Address:2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ])("speaks for %s", (_what, names, name) => {
    expect(speaksFor(names, name)).toBe(true);
  });

  it.each([
    ["a DNS name when it names a SIP domain", "URI:sip:other.test, DNS:uc.test", "uc.test"],
    ["whatever fits a wildcard (RFC 5922 section 7.2)", "DNS:*.uc.test", "pbx.uc.test"],
    ["the domain of a user in it", "URI:sip:alice@uc.test", "uc.test"],
    ["the domain of a sips URI", "URI:sips:uc.test", "uc.test"],
    ["a name that only begins alike", "DNS:uc.test.evil.test", "uc.test"],
    ["an address written as a name", "DNS:192.0.2.1", "192.0.2.1"],
    ["a name hidden in another value", 'URI:"http://x.test/, DNS:uc.test"', "uc.test"],
    ["a value that cannot be read", 'DNS:"\\u12"', "uc.test"],
    ["anything when it names nobody", undefined, "uc.test"],
  ])("does not speak for %s", (_what, names, name) => {
    expect(speaksFor(names, name)).toBe(false);
  });
});
