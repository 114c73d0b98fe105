import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultDialPlan } from "../protocol/dialling.ts";
import { numberForms, numberKey, soughtDigits } from "./same-number.ts";

const plan = defaultDialPlan;
const key = (number: string): string => numberKey(number, plan);

describe("one number in several spellings", () => {
  it.each(["01 99 00 12 34", "+33 1 99 00 12 34", "0033199001234", "+33 (0)1 99 00 12 34", "tel:+33199001234"])(
    "%s has the same key",
    (spelling) => expect(key(spelling)).toBe("+33199001234"),
  );

  it("an internal number, a code and an address stay what they are, however they are written", () => {
    expect([key(" 50-21 "), key("*97"), key("Marc@UC.test")]).toEqual(["5021", "*97", "marc@uc.test"]);
  });

  it("is found by its digits at home and world-wide, with and without what is dialled before a country", () => {
    const forms = numberForms("+33 1 99 00 12 34", plan);
    for (const text of ["01 99", "0033 1 99", "+33 1 99", "1234", "199-001"])
      expect(
        forms.some((form) => form.includes(soughtDigits(text))),
        text,
      ).toBe(true);
  });

  it("letters are no digits to look for", () => {
    expect(soughtDigits("room 12")).toBe("");
    expect(soughtDigits("12")).toBe("12");
  });

  it("whatever is written, a key is its own key", () => {
    const holds = (text: string): void => {
      expect(key(key(text))).toBe(key(text));
    };
    fc.assert(fc.property(fc.string(), holds));
    fc.assert(fc.property(fc.stringMatching(/^\+?\d{1,14}$/u), holds), { examples: [["+200000000000"]] });
  });
});
