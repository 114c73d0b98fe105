import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterOutcome } from "./registration.ts";

describe("a registration", () => {
  it("is refreshed before it ends", () => {
    const next = afterOutcome({ type: "granted", seconds: 300, backup: null }, 3, 1000, 0.5);
    expect(next).toEqual({
      registration: { state: "registered", until: 301_000, backup: null },
      again: 241_000,
      failures: 0,
    });
  });

  it("through a stand-in looks every minute whether the first server is back", () => {
    const next = afterOutcome({ type: "granted", seconds: 300, backup: "b.example" }, 0, 0, 0.5);
    expect(next).toMatchObject({ registration: { until: 300_000, backup: "b.example" }, again: 60_000 });
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
