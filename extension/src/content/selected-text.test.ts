import { describe, expect, it } from "vitest";
import { numberInSelection } from "./selected-text.ts";

describe("N1: a selected text that the user may say to be a number", () => {
  it.each([
    ["0199001234", "0199001234"],
    [" 01 99\n00 12 34 ", "01 99 00 12 34"],
    ["+33 (1) 99-00.12/34", "+33 (1) 99-00.12/34"],
    ["412", "412"],
    ["*97", "*97"],
    ["\u202E0199001234\u202C", "0199001234"],
  ])("%j is %s", (text, number) => {
    expect(numberInSelection(text)).toBe(number);
  });

  it.each(["", "7", "n° 0199001234", "12:30", "3 €", "1".repeat(21), " ".repeat(70)])("%j is none", (text) => {
    expect(numberInSelection(text)).toBeNull();
  });
});
