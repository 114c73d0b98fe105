import { describe, expect, it } from "vitest";
import { figureOf, percentile } from "./figures.ts";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

describe("a percentile", () => {
  it("is the sample that so many do not exceed", () => {
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([3, 1, 2], 0.5)).toBe(2);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it("of nothing is no number, and keeps no target", () => {
    expect(percentile([], 0.5)).toBeNaN();
    expect(figureOf("silence", "ms", [], { p50: 5 }).ok).toBe(false);
  });
});

describe("a figure", () => {
  it("keeps its target only where each part of it is kept", () => {
    expect(figureOf("click", "ms", hundred, { p50: 50, p99: 99 })).toMatchObject({
      p50: 50,
      p99: 99,
      target: "p50 ≤ 50, p99 ≤ 99",
      ok: true,
    });
    expect(figureOf("click", "ms", hundred, { p50: 50, p99: 98 }).ok).toBe(false);
    expect(figureOf("slice", "ms", hundred, { max: 99 }).ok).toBe(false);
  });

  it("says how it compares with another program", () => {
    expect(figureOf("click", "ms", [4], { p50: 5 }, { name: "other", samples: [2] })).toMatchObject({
      peer: "other 2",
      ratio: 2,
    });
  });
});
