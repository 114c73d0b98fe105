import { describe, expect, it } from "vitest";
import { vanityNumbers } from "./vanity.ts";

describe("letters that stand for digits", () => {
  it.each([
    ["US", "Call 1-800-FLOWERS today", "1-800-FLOWERS", "+18003569377"],
    ["US", "1 888 GO-FEDEX", "1 888 GO-FEDEX", "+18884633339"],
    ["US", "1-800-CONTACTS", "1-800-CONTACTS", "+18002668228"],
    ["US", "1-800-Flowers", "1-800-Flowers", "+18003569377"],
    ["US", "Call 415-555-CATS today", "415-555-CATS", "+14155552287"],
    ["US", "dial 311 or 212-NEW-YORK", "212-NEW-YORK", "+12126399675"],
    ["DE", "0800 TELEFON", "0800 TELEFON", "+498008353366"],
  ])("%s: %s", (country, text, shown, number) => {
    expect(vanityNumbers(text, country).map(({ start, end, number }) => [text.slice(start, end), number])).toEqual([
      [shown, number],
    ]);
  });
  it.each(["800-AB", "Boeing 800-NG", "1800 FR", "0199 TELEFON", "part 415-555-CATS", "Flight 212 NYC-LAX"])(
    "not %s",
    (text) => {
      expect(vanityNumbers(text, "US")).toEqual([]);
    },
  );
});
