import { describe, expect, it } from "vitest";
import { chainsOf, isTight } from "./groups.ts";

const shown = (text: string): string[] =>
  chainsOf(text).map(({ groups }) => groups.map(({ digits, plus }) => (plus ? "+" : "") + digits).join("|"));

describe("the digits of a text", () => {
  it.each([
    ["01 99 00 12 34", ["01|99|00|12|34"]],
    ["+33 (0)1 99", ["+33|0|1|99"]],
    ["(+33) 1 99", ["+33|1|99"]],
    ["(212) 555-0123", ["212|555|0123"]],
    ["030 / 23125 - 010", ["030|23125|010"]],
    ["Canal+ (01) 99", ["01|99"]],
    ["Tel+33 1", ["+33|1"]],
    ["076'000'31'42", ["076|000|31|42"]],
    ["2'683'111", ["2", "683", "111"]],
    ["01 99, 02 99", ["01|99", "02|99"]],
    ["01 99 +33 1", ["01|99", "+33|1"]],
    ["01 99\n00 12", ["01|99|00|12"]],
    ["01 99\n\n00 12", ["01|99", "00|12"]],
    ["12 rue 34", ["12", "34"]],
    ["01\u200B99", ["0199"]],
    ["", []],
  ])("%j: %j", (text, chains) => {
    expect(shown(text)).toEqual(chains);
  });

  it("are left where they go on and on, and cut where something stands between", () => {
    expect(shown("1 ".repeat(100))).toEqual([]);
    expect(shown("01 99 00 12 34\n".repeat(100)).every((line) => line.endsWith("34"))).toBe(true);
  });

  it("stand closely or loosely", () => {
    expect([" ", "-", ".", ") ", " ("].every(isTight)).toBe(true);
    expect(["\n", " - ", "  ", " / "].some(isTight)).toBe(false);
  });
});
