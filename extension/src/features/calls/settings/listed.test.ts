import fc from "fast-check";
import { expect, it } from "vitest";
import { listOf, textOf } from "./listed.ts";

it("a list is its lines, without the empty and the repeated ones", () => {
  expect(listOf(" 5012\n\n+33 1 99 00 12 34 ;5012\n")).toEqual(["5012", "+33 1 99 00 12 34"]);
});

it("what was read is read again as it was", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const list = listOf(text);
      expect(listOf(textOf(list))).toEqual(list);
    }),
  );
});
