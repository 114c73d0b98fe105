import { longestText } from "@twp/shared/protocol/messages.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readText } from "./messages.ts";

/** Where controls, turning marks and half characters are. */
const letters = fc
  .oneof(fc.nat(0x40), fc.integer({ min: 0x2000, max: 0x2070 }), fc.nat(0xffff))
  .map((code) => String.fromCharCode(code));

describe("a text that came", () => {
  it("keeps its lines, and nothing that would turn or hide what stands beside it", () => {
    expect(readText(" one\r\ntwo\u0007\u202Eeerht\u202C\r\n")).toBe("one\ntwoeerht");
  });

  it("can be anything, and no more than the wire allows comes of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: letters }), fc.nat(40), (some, times) => {
        const body = some.repeat(times * 10);
        const text = readText(body);
        expect(text.length).toBeLessThanOrEqual(longestText);
        expect(/(?!\n)\p{Cc}/u.test(text)).toBe(false);
      }),
    );
  });
});
