import { expect, it } from "vitest";
import { mayKeep, textOf, unicodeText } from "./clipboard.ts";

it("what is bytes on the clipboard is kept, what is the graphics system's or a program's own is not", () => {
  const registered = 0xc0a1;
  expect([1, unicodeText, 8, 15, registered].every(mayKeep)).toBe(true);
  expect([2, 3, 9, 14, 0x80, 0x200, 0x2ff, 0x300, 0x3ff].some(mayKeep)).toBe(false);
});

it("a text ends at its zero, or where it ends", () => {
  expect(textOf(Buffer.from("01 99 00\0rest", "utf16le"))).toBe("01 99 00");
  expect(textOf(Buffer.from("Zoë", "utf16le"))).toBe("Zoë");
});
