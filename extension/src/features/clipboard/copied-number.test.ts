import fc from "fast-check";
import { expect, it } from "vitest";
import { isWholeNumber } from "@twp/shared/dialling/whole-number.ts";
import { defaultDialPlan } from "@twp/shared/protocol/index.ts";
import { copiedNumber } from "./copied-number.ts";

const copied = (text: string): string | null =>
  copiedNumber(text, (line) => isWholeNumber(line, { ...defaultDialPlan, country: "FR" }));

it("is what was copied from a cell, a mail or a link", () => {
  expect(copied("01 99 00 12 34\r\n")).toBe("01 99 00 12 34");
  expect(copied("tel:+33199001234")).toBe("tel:+33199001234");
  expect(copied(" 600 ")).toBe("600");
});

it("is nothing where the clipboard holds anything else", () => {
  for (const text of [
    "",
    "  ",
    "12/05/2026",
    "192.168.1.20",
    "1 250.00",
    "Marc",
    "12",
    "01 99 00 12 34\n01 99 00 12 35",
    "1\t2\t3",
    "0".repeat(60),
  ])
    expect(copied(text)).toBeNull();
});

it("never shows a line of a text that is no number", () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => [null, text.trim()].includes(copied(text))));
});
