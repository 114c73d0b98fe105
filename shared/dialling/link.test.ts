import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultDialPlan } from "../protocol/dialling.ts";
import { linkSchemes, readLink } from "./link.ts";
import { planDial } from "./plan.ts";

describe("N14: a link that another application hands over", () => {
  it.each([
    ["tel:+33199001234", "+33199001234"],
    ["TEL:+33-1-99-00-12-34;ext=12", "+33-1-99-00-12-34"],
    ["tel:5012;phone-context=uc.test", "5012"],
    ["tel:01%2099%2000%2012%2034", "01 99 00 12 34"],
    ["callto://+33199001234", "+33199001234"],
    ["callto:01.99.00.12.34", "01.99.00.12.34"],
    ["sip:5012@uc.test", "5012@uc.test"],
    ["sip:bob@uc.test;transport=tcp?Replaces=1%3Bfrom-tag%3D2", "bob@uc.test"],
    ["sip:5012", "5012"],
    ["tel:*97", "*97"],
    ["tel:\u202E+33199001234\u202C", "+33199001234"],
    ["tel:\u0660\u0661\u0669", "019"],
  ])("%s calls %s", (link, whom) => {
    expect(readLink(link)).toBe(whom);
  });

  it.each([
    "",
    "tel:",
    "tel:%zz",
    "tel:hello",
    "tel:+33199001234%0d%0aX: y",
    "sip:@uc.test",
    "sip:bob@uc.test@evil.test",
    'sip:"bob"@uc.test',
    "https://a.example/",
    "javascript:alert(1)",
    "+33199001234",
    `tel:${"1".repeat(300)}`,
  ])("%j names nobody", (link) => {
    expect(readLink(link)).toBeNull();
  });

  it("never throws, and gives nothing with a header, a parameter or a line's end", () => {
    fc.assert(
      fc.property(fc.constantFrom(...linkSchemes), fc.string({ unit: "binary" }), (scheme, rest) => {
        expect(readLink(`${scheme}:${rest}`) ?? "").not.toMatch(/[;?\p{Cc}]/u);
      }),
    );
  });

  it("keeps the number of whoever wrote it", () => {
    const digits = fc.stringMatching(/^[1-9]\d{5,9}$/u);
    fc.assert(
      fc.property(fc.constantFrom("tel:", "callto:", "callto://"), digits, (scheme, number) => {
        const read = planDial(readLink(scheme + number) ?? "", defaultDialPlan);
        expect(read).toEqual(planDial(number, defaultDialPlan));
      }),
    );
  });
});
