import { tones } from "@twp/shared/protocol/sounds.ts";
import { describe, expect, test } from "vitest";
import { render } from "./render.ts";
import { patternOf, type Pattern } from "./tones.ts";

const rate = 8000;
const brief = (pattern: Pattern | null) =>
  pattern && [...pattern.notes.map(({ at, length, frequencies }) => [at, length, ...frequencies]), pattern.period];

describe("the tones of a country", () => {
  test.each([
    ["FR", "ringback", [[0, 1.5, 440], 5]],
    ["DE", "busy", [[0, 0.48, 425], 0.96]],
    ["US", "busy", [[0, 0.5, 480, 620], 1]],
    ["IS", "ringback", [[0, 1, 425], 5]],
    ["fr", "busy", [[0, 0.5, 440], 1]],
  ] as const)("%s: %s", (country, tone, expected) => {
    expect(brief(patternOf(tone, country))).toEqual(expected);
  });

  test("a British telephone rings back twice", () => {
    const pattern = patternOf("ringback", "GB");
    expect(pattern?.period).toBeCloseTo(3);
    expect(pattern?.notes.map((note) => note.at)).toEqual([0, expect.closeTo(0.6)]);
  });

  test("no tone is no pattern", () => {
    expect(patternOf("none", "FR")).toBeNull();
  });
});

describe("a rendered tone", () => {
  const patterns = tones.flatMap((tone) =>
    ["FR", "DE", "GB", "US", "CH", "BE", "ES", "AT", "NL", "IT", "JP"].flatMap((country) => {
      const pattern = patternOf(tone, country);
      return pattern === null ? [] : [{ name: `${tone} in ${country}`, samples: render(pattern, rate) }];
    }),
  );

  test.each(patterns)("$name neither clips nor clicks, also where it repeats", ({ samples }) => {
    let peak = 0;
    let step = Math.abs((samples.at(-1) ?? 0) - (samples[0] ?? 0));
    for (const [index, sample] of samples.entries()) {
      peak = Math.max(peak, Math.abs(sample));
      step = Math.max(step, Math.abs(sample - (samples[index - 1] ?? 0)));
    }
    expect(peak).toBeGreaterThan(0.15);
    expect(peak).toBeLessThan(0.6);
    expect(step).toBeLessThan(0.5);
    expect(Math.abs(samples[0] ?? 0)).toBeLessThan(0.01);
  });

  test("is silent in its pauses", () => {
    const samples = render({ notes: [{ at: 0, length: 1, frequencies: [440], bell: false }], period: 2 }, rate);
    expect(samples).toHaveLength(2 * rate);
    expect(samples.subarray(rate).every((sample) => sample === 0)).toBe(true);
  });
});
