import { describe, expect, it } from "vitest";
import type { SipMessage } from "../../srf/application.ts";
import { listAddresses, redirectorOf } from "./address.ts";

const message = (headers: Readonly<Record<string, string>>): SipMessage => ({
  body: "",
  has: (name) => name in headers,
  get: (name) => headers[name] ?? "",
  getParsedHeader: () => null,
});

describe("addresses in a header", () => {
  it("are read in their order, with commas and angle brackets inside of names", () => {
    expect(listAddresses('"Smith, \\"J\\" <x>" <sip:1@a.test>;q=1, Bob <sip:2@b.test>, <tel:+4930>')).toEqual([
      { name: 'Smith, "J" <x>', uri: "sip:1@a.test" },
      { name: "Bob", uri: "sip:2@b.test" },
      { name: "", uri: "tel:+4930" },
    ]);
  });

  it("of a text that is none are none", () => {
    for (const text of ["", "<", "<>", '"', "sip:1@a.test", '"<sip:1@a', ",,,<"])
      expect(listAddresses(text)).toEqual([]);
  });
});

describe("who sent a call on to us", () => {
  it.each([
    [{ Diversion: '"Reception" <sip:200@uc.test>;reason=no-answer, <sip:0@uc.test>' }, "200", "Reception"],
    [{ "History-Info": "<sip:200@uc.test?Reason=SIP%3Bcause%3D486>;index=1, <sip:201@uc.test>;index=1.1" }, "200", ""],
    [{ "History-Info": "<sip:+4930@uc.test>;index=1, <sip:201@uc.test;cause=302>;index=1.1" }, "+4930", ""],
  ])("is read from %j", (headers, number, name) => {
    expect(redirectorOf(message(headers))).toEqual({ number, name });
  });

  it.each([
    {},
    { "History-Info": "<sip:201@uc.test>;index=1" },
    // Every proxy on the way leaves its mark: only a reason says that somebody redirected.
    { "History-Info": "<sip:201@uc.test>;index=1, <sip:201@192.0.2.9>;index=1.1" },
    { Diversion: "<sip:uc.test>" },
    { Diversion: "unreadable" },
  ])("is nobody in %j", (headers) => {
    expect(redirectorOf(message(headers))).toBeNull();
  });

  it("is shown without characters that turn text around", () => {
    expect(redirectorOf(message({ Diversion: '"\u202Eevil\u0007" <sip:200@uc.test>' }))).toEqual({
      number: "200",
      name: "evil",
    });
  });
});
