import { beforeEach, describe, expect, it } from "vitest";
import { createHandClock } from "../hand-clock.ts";
import { createAbsence, graceTime, unnoticed } from "./absence.ts";

describe("who is missed in a call", () => {
  let told: (string | number | null)[];
  let clock: ReturnType<typeof createHandClock>;
  let absence: ReturnType<typeof createAbsence>;
  beforeEach(() => {
    told = [];
    clock = createHandClock();
    absence = createAbsence(clock, { waits: (until) => told.push(until), over: () => told.push("over") });
  });

  it("is not noticed when back at once, as after a reload", () => {
    absence.isMissed(true);
    clock.pass(unnoticed - 1);
    absence.isMissed(false);
    clock.pass(graceTime * 2);
    expect(told).toEqual([]);
  });

  it("is waited for from then on, and heard again when back", () => {
    absence.isMissed(true);
    clock.pass(unnoticed);
    expect(told).toEqual([clock.now() + graceTime]);
    absence.isMissed(true);
    clock.pass(graceTime - 1);
    absence.isMissed(false);
    clock.pass(graceTime);
    expect(told).toEqual([1000 + unnoticed + graceTime, null]);
  });

  it("is waited for so long and no longer", () => {
    absence.isMissed(true);
    clock.pass(unnoticed);
    clock.pass(graceTime);
    expect(told).toEqual([1000 + unnoticed + graceTime, null, "over"]);
  });

  it("may be missed again afterwards", () => {
    absence.isMissed(true);
    clock.pass(unnoticed);
    absence.isMissed(false);
    absence.isMissed(true);
    clock.pass(unnoticed);
    expect(told.at(-1)).toBe(clock.now() + graceTime);
  });
});
