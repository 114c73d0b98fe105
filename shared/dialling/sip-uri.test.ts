import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeUser, uriOf } from "./sip-uri.ts";

describe("the address that a number is called at", () => {
  it.each([
    ["5012", "sip:5012@uc.test"],
    ["+33199001234", "sip:+33199001234@uc.test"],
    ["*21*5020#", "sip:*21*5020%23@uc.test"],
    ["anna@office.test:5070", "sip:anna@office.test:5070"],
  ])("of %s is %s", (target, uri) => {
    expect(uriOf(target, "uc.test")).toBe(uri);
  });

  it("holds nothing in its user part that does not stand for itself there, and can be read back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (user) => {
        expect(escapeUser(user)).toMatch(/^(?:[\w.!~*'()&=+$,;?/-]|%[\dA-F]{2})*$/u);
        expect(decodeURIComponent(escapeUser(user))).toBe(user.toWellFormed());
      }),
    );
  });
});
