import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit, fitting, plain } from "./fuzzy.ts";

const same = (text: string): string => text;

describe("what was typed", () => {
  it("fits without accents, case and the letters between", () => {
    expect(fit("prefe", "Préférences")).not.toBeNull();
    expect(fit("dnd", "Do not disturb")).not.toBeNull();
    expect(fit("zq", "Do not disturb")).toBeNull();
  });

  it("brings first what begins so", () => {
    expect(fitting("ho", ["Show the calls", "Hold", "Echo"], same)).toEqual(["Hold", "Echo", "Show the calls"]);
    expect(fitting(" ", ["b", "a"], same)).toEqual(["b", "a"]);
  });

  it("finds every text by its own letters, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 20 }), (text, typed) => {
        const own = Array.from(plain(text)).join("").replace(/\s+/gu, "");
        if (plain(own) === own) expect(fit(own, text)).not.toBeNull();
        expect(fitting(typed, [text], same).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
