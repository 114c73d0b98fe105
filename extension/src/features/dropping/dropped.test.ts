import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dropped, type Numbers } from "./dropped.ts";

const numbers: Numbers = {
  isNumber: (text) => /^\+?[\d ]{4,}$/u.test(text),
  numbersIn: (text) => text.match(/\d{10}/gu) ?? [],
};
const drop = (text: string, links = "") => dropped({ links, text }, numbers);

describe("what is dropped on the panel", () => {
  it("is called where it is a number", () => {
    expect(drop(" 01 99 00 12 34\n")).toEqual({ wish: "call", text: "01 99 00 12 34" });
  });

  it("is called where it is a link of a telephone, whatever its text says", () => {
    expect(drop("la boutique", "# from a page\r\ntel:+33199001235")).toEqual({
      wish: "call",
      text: "tel:+33199001235",
    });
    expect(drop("Perrin", "https://example.org/")).toEqual({ wish: "search", text: "Perrin" });
  });

  it("is called where one number stands in it, and looked for where there are more", () => {
    expect(drop("Tél. : 0199001234 (bureau)")).toEqual({ wish: "call", text: "0199001234" });
    expect(drop("0199001234 / 0199001235")?.wish).toBe("search");
  });

  it("is looked for where it is a name, and left alone where it is nothing or a whole page", () => {
    expect(drop("Perrin\n & Fils")).toEqual({ wish: "search", text: "Perrin & Fils" });
    expect(drop(" \n")).toBeNull();
    expect(drop("mot ".repeat(100))).toBeNull();
  });

  it("never leads to more than the field holds, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), fc.string({ maxLength: 600 }), (text, links) => {
        expect(drop(text, links)?.text.length ?? 1).toBeLessThanOrEqual(256);
      }),
    );
  });
});
