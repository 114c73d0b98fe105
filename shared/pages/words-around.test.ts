import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordsAround } from "./words-around.ts";

const number = "01 99 00 12 34";

describe("the words around a number", () => {
  it("are those of its line, with one space between them", () => {
    expect(wordsAround("  Sophie\n  Perrin,\tTél. ", number, " (le matin) \n")).toBe(
      "Sophie Perrin, Tél. 01 99 00 12 34 (le matin)",
    );
  });

  it("are none where only the number stands there", () => {
    expect(wordsAround(" ", number, "  / 12 €")).toBe("");
  });

  it("are cut on both sides between words, the number in the middle", () => {
    const words = wordsAround("before ".repeat(60), number, " after".repeat(60));
    expect(words).toMatch(/^…before .* before 01 99 00 12 34 after .* after…$/u);
    const [head = "", tail = ""] = words.split(number);
    expect(Math.abs(head.length - tail.length)).toBeLessThan(20);
  });

  it("use the room that the other side leaves", () => {
    expect(wordsAround("Tel. ", number, " after".repeat(60)).length).toBeGreaterThan(140);
    expect(wordsAround("before ".repeat(60), number, ".").length).toBeGreaterThan(140);
  });

  it("hold no mark that cannot be seen", () => {
    expect(wordsAround("Sophie\u202E \u200B", "01\u00A099\u00AD00", "\u0000!")).toBe("Sophie 01 99 00 !");
  });

  it("are never longer than they may be, hold no half letter, and keep a number whole", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 300 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const words = wordsAround(before, number, after);
        expect(words.length).toBeLessThanOrEqual(160);
        expect(words.isWellFormed() || !`${before}${after}`.isWellFormed()).toBe(true);
        if (words !== "") expect(words).toContain(number);
      }),
    );
    fc.assert(fc.property(text, text, text, (...given) => wordsAround(...given).length <= 160));
  });
});
