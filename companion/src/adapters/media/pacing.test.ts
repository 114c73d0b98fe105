import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPace } from "./pacing.ts";

describe("the pace of the sound", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());
  const pass = (milliseconds: number): unknown => vi.advanceTimersByTime(milliseconds);

  /** When somebody who rests so many frames each time was called, in milliseconds since joining. */
  function joined(pace = createPace(), rest = 0) {
    const [begun, times] = [performance.now(), [] as number[]];
    const leave = pace.join(() => {
      times.push(Math.round(performance.now() - begun));
      return rest;
    });
    return { times, leave };
  }

  it("calls once a frame, and no more after leaving", () => {
    const { times, leave } = joined();
    pass(65);
    leave();
    pass(100);
    expect(times).toEqual([20, 40, 60]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves alone who rests, while others are called", () => {
    const pace = createPace();
    const [busy, resting] = [joined(pace), joined(pace, 2)];
    pass(145);
    expect(busy.times).toEqual([20, 40, 60, 80, 100, 120, 140]);
    expect(resting.times).toEqual([20, 80, 140]);
  });

  it("calls who joins while all rest in the next frame", () => {
    const pace = createPace();
    joined(pace, 50);
    pass(30);
    const late = joined(pace);
    pass(35);
    expect(late.times).toEqual([10, 30]);
  });

  it("lets somebody leave while being called", () => {
    const pace = createPace();
    let calls = 0;
    const leave = pace.join(() => {
      calls += 1;
      leave();
      return 0;
    });
    pass(100);
    expect(calls).toBe(1);
  });

  it.each([
    ["makes up for a late frame", 100, [20, 140, 141, 142, 143, 144, 145, 160]],
    ["sends no burst after the computer slept", 10_000, [20, 10_040, 10_060]],
  ])("%s", (_, slept, expected) => {
    const { times } = joined();
    const now = performance.now.bind(performance);
    pass(25);
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now() + slept);
    pass(40);
    clock.mockRestore();
    expect(times).toEqual(expected);
  });
});
