import { describe, expect, it } from "vitest";
import { learnedIn } from "./learned.ts";

const order = { text: "0199001234", number: "+33199001234" };
const spaced = { text: "+33 (1) 99 00 12", number: "+331990012" };
const found = (text: string, ...learned: readonly { text: string; number: string }[]): string[] =>
  learnedIn(text, learned).map(({ start, end, number }) => `${text.slice(start, end)} dials ${number}`);

describe("N1: what the user has said to be a number", () => {
  it("is found wherever it stands, also over the end of a line", () => {
    expect(found("Commande n° 0199001234, puis 0199001234.", order)).toEqual(
      Array.from({ length: 2 }, () => "0199001234 dials +33199001234"),
    );
    expect(found("+33 (1)\n 99\u00A000 12", spaced)).toEqual(["+33 (1)\n 99\u00A000 12 dials +331990012"]);
  });

  it("is no part of something longer, and nothing else is found", () => {
    expect(found("01990012345 x0199001234 0199001234a +0199001234 199001234", order)).toEqual([]);
    expect(found("+33 x1) 99 00 12", spaced)).toEqual([]);
  });

  it("is found once where two say it", () => {
    expect(found("call 412 513 now", { text: "412", number: "412" }, { text: "412 513", number: "412513" })).toEqual([
      "412 513 dials 412513",
    ]);
  });
});
