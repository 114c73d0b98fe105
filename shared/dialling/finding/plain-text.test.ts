import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText, unseen } from "./plain-text.ts";

describe("a text in plain signs", () => {
  it.each([
    ["01\u00A099\u202F00\u200912\u300034", "01 99 00 12 34"],
    ["０１９９", "0199"],
    ["٠١٩٩", "0199"],
    ["＋33（0）1", "+33(0)1"],
    ["020–7946‑0101", "020-7946-0101"],
    ["\u{1D7CE}1", `0${unseen}1`],
    ["01\u200E99", `01${unseen}99`],
    ["Tél.", "Tél."],
  ])("%j is %j", (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it("has each thing in its place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(plainText(text)).toHaveLength(text.length);
      }),
    );
  });
});
