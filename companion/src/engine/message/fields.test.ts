import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitList } from "./grammar.ts";
import { canonicalName, writtenName } from "./header-names.ts";
import { readNameAddr, readNameAddrs, tagOf, withTag, writeNameAddr } from "./name-addr.ts";
import { readHostPort, readSipUri } from "./uri.ts";
import { readVia, stampVia, topVia, writeVia } from "./via.ts";

describe("names and addresses", () => {
  it.each([
    ["sip:a@b", "", "sip:a@b", undefined],
    ["sip:a@b;tag=x", "", "sip:a@b", "x"],
    ["<sip:a@b;transport=tcp>;TAG=x", "", "sip:a@b;transport=tcp", "x"],
    ['"Bell, A. <G> \\" \\\\" <sip:a@b> ; tag = x', '"Bell, A. <G> \\" \\\\"', "sip:a@b", "x"],
    ["Anonymous <sip:c8oqz84zk7z@privacy.org>;tag=hyh8", "Anonymous", "sip:c8oqz84zk7z@privacy.org", "hyh8"],
    ["<tel:+33170184310>", "", "tel:+33170184310", undefined],
  ])("reads %s", (text, display, uri, tag) => {
    const read = readNameAddr(text);
    expect(read).toMatchObject({ display, uri });
    expect(read && tagOf(read)).toBe(tag);
  });

  it.each(['"open <sip:a@b>', "<sip:a@b", "nothing", "<>", "<sip:a b>", "<sip:a@b>x", "sip:a@b;=x", "a, sip:b"])(
    "refuses %s",
    (text) => {
      expect(readNameAddr(text)).toBeUndefined();
    },
  );

  it("splits lists where commas separate and nowhere else", () => {
    expect(splitList('"a,b" <sip:c,d@e>, <sip:f@g>')).toEqual(['"a,b" <sip:c,d@e>', "<sip:f@g>"]);
    expect(readNameAddrs(["<sip:a@b>, <sip:c@d>;q=1", "<sip:e@f>"])?.map(({ uri }) => uri)).toEqual([
      "sip:a@b",
      "sip:c@d",
      "sip:e@f",
    ]);
  });

  it("puts a tag last and replaces an old one", () => {
    const read = readNameAddr("<sip:a@b>;tag=old;x");
    expect(read && writeNameAddr(withTag(read, "new"))).toBe("<sip:a@b>;x;tag=new");
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readNameAddr(text);
        readSipUri(`sip:${text}`);
        readVia(`SIP/2.0/UDP ${text}`);
      }),
    );
  });
});

describe("URIs", () => {
  it.each([
    ["sip:alice@example.com", { user: "alice", host: "example.com", port: undefined }],
    ["SIPS:a:b@h:5061;lr?x=y", { scheme: "sips", user: "a:b", host: "h", port: 5061, headers: "x=y" }],
    ["sip:[2001:db8::1]:5070;transport=tcp", { user: undefined, host: "2001:db8::1", port: 5070 }],
    ["sip:+1;ext=2@h", { user: "+1;ext=2", host: "h" }],
  ])("reads %s", (uri, parts) => {
    expect(readSipUri(uri)).toMatchObject(parts);
  });

  it.each([
    "sip:",
    "sip:@h",
    "sip:a@",
    "sip:a@h:99999",
    "sip:a@h:",
    "sip:a@[::1",
    "sip:a@h o",
    "tel:1",
    "foo:bar",
    "x",
  ])("refuses %s", (uri) => {
    expect(readSipUri(uri)).toBeUndefined();
  });

  it("reads hosts and ports", () => {
    expect(readHostPort("h:1")).toEqual({ host: "h", port: 1 });
    expect(readHostPort("h_x.y")).toEqual({ host: "h_x.y", port: undefined });
    expect(readHostPort("[::1]x")).toBeUndefined();
  });
});

describe("Via", () => {
  it("takes the first of a list and keeps the others", () => {
    const top = topVia("SIP/2.0/UDP a:1;branch=x, SIP/2.0/TCP b;branch=y");
    expect(top?.via).toMatchObject({ transport: "UDP", host: "a", port: 1 });
    expect(top?.rest).toBe("SIP/2.0/TCP b;branch=y");
  });

  it.each([
    ["SIP/2.0/UDP 1.1.1.1:5;rport;branch=z", "SIP/2.0/UDP 1.1.1.1:5;rport=9;branch=z"],
    ["SIP/2.0/TCP 1.1.1.1;branch=z", "SIP/2.0/TCP 1.1.1.1;branch=z;rport=9"],
    ["SIP / 2.0 / UDP  h ;branch=z;received=6.6.6.6", "SIP/2.0/UDP h;branch=z;rport=9;received=1.1.1.1"],
  ])("stamps %s", (text, stamped) => {
    const via = readVia(text);
    expect(via && writeVia(stampVia(via, { host: "1.1.1.1", port: 9 }))).toBe(stamped);
  });
});

describe("header names", () => {
  it.each([
    ["v", "Via"],
    ["CALL-ID", "Call-ID"],
    ["www-authenticate", "WWW-Authenticate"],
    ["P-Whatever", "P-Whatever"],
  ])("knows %s", (name, canonical) => {
    expect(canonicalName(name)).toBe(canonical);
  });

  it.each([
    ["p-charge-info", "P-Charge-Info"],
    ["x-mine", "x-mine"],
    ["accept", "Accept"],
  ])("writes %s as %s", (name, written) => {
    expect(writtenName(name)).toBe(written);
  });
});
