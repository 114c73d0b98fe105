import { describe, expect, it } from "vitest";
import { looksLikeDate } from "./dates.ts";

describe("groups of digits", () => {
  it.each(["03 05 2024", "2024 05 03", "05 13 24", "2019 2023", "20240503", "202405031430", "03 05 2024 14 30"])(
    "%s are a date",
    (text) => {
      expect(looksLikeDate(text.split(" "))).toBe(true);
    },
  );
  it.each(["06 12 00 45 31", "32 13 2024", "20241350", "020 7946 0101", "01 99 00 11 11"])("%s are none", (text) => {
    expect(looksLikeDate(text.split(" "))).toBe(false);
  });
});
