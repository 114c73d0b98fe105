import { describe, expect, it } from "vitest";
import { createDoubler, createHalver } from "./resampling.ts";

/** A tone of that frequency at that rate, for a second, at three quarters of the loudest. */
const tone = (frequency: number, rate: number): Int16Array =>
  Int16Array.from({ length: rate }, (_, n) => 24_000 * Math.sin((2 * Math.PI * frequency * n) / rate));

/** The amplitude of a frequency in the second half (Goertzel's sum). */
function amplitude(samples: Int16Array, frequency: number, rate: number): number {
  const part = samples.subarray(samples.length / 2);
  let [re, im] = [0, 0];
  part.forEach((sample, n) => {
    re += sample * Math.cos((2 * Math.PI * frequency * n) / rate);
    im += sample * Math.sin((2 * Math.PI * frequency * n) / rate);
  });
  return (2 * Math.hypot(re, im)) / part.length;
}

/** The stream in pieces of 20 ms, as calls bring it. */
function inPieces(convert: (samples: Int16Array) => Int16Array, samples: Int16Array, length: number): Int16Array {
  const made: number[] = [];
  for (let at = 0; at < samples.length; at += length) made.push(...convert(samples.subarray(at, at + length)));
  return Int16Array.from(made);
}

describe("the rates of a mix", () => {
  it.each([300, 1000, 2500, 3000])("keep a voice of %i Hz on the way up and down", (frequency) => {
    const up = inPieces(createDoubler(), tone(frequency, 8000), 160);
    expect(up).toHaveLength(16_000);
    expect(amplitude(up, frequency, 16_000)).toBeCloseTo(24_000, -3);
    expect(amplitude(up, 8000 - frequency, 16_000)).toBeLessThan(240);
    const down = inPieces(createHalver(), up, 320);
    expect(down).toHaveLength(8000);
    expect(amplitude(down, frequency, 8000)).toBeCloseTo(24_000, -3);
  });

  it.each([5000, 6000, 7000])("do not mirror %i Hz into what a narrow telephone hears", (frequency) => {
    const down = inPieces(createHalver(), tone(frequency, 16_000), 320);
    expect(amplitude(down, 8000 - frequency, 8000)).toBeLessThan(240);
  });
});
