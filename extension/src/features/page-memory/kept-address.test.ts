import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keptAddress } from "./kept-address.ts";

describe("what is kept of a page's address", () => {
  it.each([
    ["https://crm.example/person?id=42&tab=notes", "https://crm.example/person?id=42&tab=notes"],
    ["http://127.0.0.1:8080/a%20b?q=c+d", "http://127.0.0.1:8080/a%20b?q=c+d"],
    ["https://crm.example/#/person/42?tab=notes", "https://crm.example/#/person/42?tab=notes"],
    ["https://crm.example/#!/person/42", "https://crm.example/#!/person/42"],
    ["https://crm.example/#/in?access_token=1", "https://crm.example/"],
    ["https://crm.example/#/in/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "https://crm.example/"],
    ["https://crm.example/#access_token=1", "https://crm.example/"],
    ["https://crm.example/page#chapter", "https://crm.example/page"],
    ["https://claire:pw@crm.example/a", "https://crm.example/a"],
    ["https://crm.example/?a", "https://crm.example/?a"],
  ])("%s leads back as %s", (address, kept) => {
    expect(keptAddress(address)).toBe(kept);
  });

  it.each([
    "access_token=a.b",
    "TOKEN=1",
    "csrf-token=1",
    "sid=1",
    "PHPSESSID=1",
    "session_id=1",
    "sessionKey=1",
    "password=1",
    "new_passwd=1",
    "pwd=1",
    "client_secret=1",
    "api_key=1",
    "key=1",
    "code=1",
    "auth=1",
    "X-Amz-Signature=1",
    "sig=1",
    "SAMLResponse=1",
    "ticket=1",
    "t%6Fken=1",
    "q=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
  ])("is not %s, and the rest is", (secret) => {
    expect(keptAddress(`https://crm.example/p?id=42&${secret}&tab=notes`)).toBe(
      "https://crm.example/p?id=42&tab=notes",
    );
  });

  it.each(["postcode=75001", "keyword=plumber", "assignee=3", "author=5", "monkey=1", "side=left", "pinned=1"])(
    "is %s, which lets nobody in",
    (part) => {
      expect(keptAddress(`https://crm.example/?${part}`)).toBe(`https://crm.example/?${part}`);
    },
  );

  it("is without a session in its path", () => {
    expect(keptAddress("https://shop.example/cart;jsessionid=1A2B/items;page=2")).toBe(
      "https://shop.example/cart/items;page=2",
    );
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,01 99 00 12 34",
    "file:///etc/hosts",
    "chrome-extension://abc/src/options/options.html",
    "about:blank",
    "view-source:https://crm.example/",
    "blob:https://crm.example/1",
    "crm.example",
    "",
    `https://crm.example/?q=${"a".repeat(2048)}`,
  ])("is nothing of %s", (address) => {
    expect(keptAddress(address)).toBeNull();
  });

  it("is of the web, names nobody, and stays as it is when it is looked at again", () => {
    const part = fc.stringMatching(/^[\w%;=.~+-]{0,12}$/u);
    const address = fc
      .tuple(fc.webUrl(), part, fc.array(part, { maxLength: 5 }), part)
      .map(([url, path, query, hash]) => `${url}/${path}?${query.join("&")}#${hash}`);
    fc.assert(
      fc.property(fc.oneof(address, fc.string()), (given) => {
        const kept = keptAddress(given);
        if (kept === null) return;
        expect(keptAddress(kept)).toBe(kept);
        expect(kept).toMatch(/^https?:\/\/[^@/]*\/[^#]*(?:#!?\/.*)?$/u);
      }),
    );
  });
});
