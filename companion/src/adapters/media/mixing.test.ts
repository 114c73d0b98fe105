import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heardOf, soften, sumOf } from "./mixing.ts";

const length = 8;
const sample = fc.integer({ min: -32_768, max: 32_767 });
const voice = fc.array(sample, { minLength: length, maxLength: length }).map((samples) => Int16Array.from(samples));
const silence = new Int16Array(length);

describe("what each of a mix hears", () => {
  it("is the sum of the others, whatever one says oneself", () => {
    fc.assert(
      fc.property(fc.array(voice, { minLength: 1, maxLength: 8 }), fc.nat(7), voice, (voices, at, other) => {
        const own = at % voices.length;
        const changed = voices.with(own, other);
        const heard = heardOf(sumOf(voices, length), voices[own] ?? null, null);
        expect(heardOf(sumOf(changed, length), other, null)).toEqual(heard);
      }),
    );
  });

  it("is the other voice as it is where two speak with each other and neither is near the limit", () => {
    fc.assert(
      fc.property(voice, voice, (one, two) => {
        const soft = two.map((value) => Math.trunc(value / 2));
        expect(heardOf(sumOf([one, soft], length), one, null)).toEqual(soft);
      }),
    );
  });

  it("holds the user's voice exactly for those who may hear it", () => {
    fc.assert(
      fc.property(voice, voice, (own, user) => {
        const quiet = user.map((value) => Math.trunc(value / 2));
        expect(heardOf(sumOf([own], length), own, quiet)).toEqual(quiet);
        expect(heardOf(sumOf([own], length), own, null)).toEqual(silence);
      }),
    );
  });

  it("is silence while nobody says anything", () => {
    expect(heardOf(sumOf([null, silence], length), silence, null)).toEqual(silence);
  });

  it("never wraps around, however many shout", () => {
    fc.assert(
      fc.property(fc.array(voice, { maxLength: 16 }), (voices) => {
        const sum = sumOf(voices, length);
        heardOf(sum, null, null).forEach((value, at) => expect(Math.sign(value)).toBe(Math.sign(sum[at] ?? 0)));
      }),
    );
  });
});

describe("the limit", () => {
  it("leaves alone what is not loud, never turns louder into softer, and goes beyond no sample", () => {
    const loud = fc.integer({ min: -600_000, max: 600_000 });
    fc.assert(
      fc.property(loud, loud, (one, two) => {
        expect(soften(Math.max(one, two))).toBeGreaterThanOrEqual(soften(Math.min(one, two)));
        expect(Math.abs(soften(one))).toBeLessThanOrEqual(32_767);
        if (Math.abs(one) <= 24_000) expect(soften(one)).toBe(one);
      }),
    );
  });
});
