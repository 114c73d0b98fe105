import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterOutcome } from "./registration.ts";

describe("a registration", () => {
  it("is refreshed before it ends", () => {
    const next = afterOutcome({ type: "granted", seconds: 300 }, 3, 1000, 0.5);
    expect(next).toEqual({ registration: { state: "registered", until: 301_000 }, again: 241_000, failures: 0 });
  });

  it("stops asking when the password is wrong, so that the account is not locked", () => {
    expect(afterOutcome({ type: "failed", reason: "wrong-password" }, 0, 0, 0).again).toBeNull();
  });

  it("waits longer after each failure, and never more than a minute", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, chance) => {
        const { again } = afterOutcome({ type: "failed", reason: "server-unreachable" }, failures, 0, chance);
        expect(again).toBeGreaterThanOrEqual(750);
        expect(again).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});
