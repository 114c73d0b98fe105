import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MixInput } from "./mix-input.ts";
import { mixSamples } from "./resampling.ts";

const frame = (value: number, samples = mixSamples): Int16Array => new Int16Array(samples).fill(value);

/** Packets of 20 ms come at these times, frames are taken each 20 ms; what waited after each is returned, with the frames. */
function play(arrivals: readonly number[], frames: number) {
  const input = new MixInput();
  const heard: (number | null)[] = [];
  const waited: number[] = [];
  let next = 0;
  for (let at = 1; at <= frames; at += 1) {
    const now = at * 20;
    for (; (arrivals[next] ?? Number.POSITIVE_INFINITY) <= now; next += 1)
      input.take(frame((next % 1000) + 1), arrivals[next] ?? 0);
    heard.push(input.next(now)?.[0] ?? null);
    waited.push(input.waiting);
  }
  return { heard, waited };
}

const every = (period: number, count: number, phase: number): number[] =>
  Array.from({ length: count }, (_, index) => phase + index * period);

describe("a party of a mix", () => {
  it("is heard whole and in order, and waits less than a frame, where its packets come in time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (phase) => {
        const { heard, waited } = play(every(20, 500, phase), 500);
        expect(heard).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
        expect(Math.max(...waited)).toBe(0);
      }),
    );
  });

  it("never waits for more than a frame and the slack in the end, however late or bunched its first packets were", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 100, maxLength: 100 }),
        fc.integer({ min: 1, max: 19 }),
        (jitter, phase) => {
          const troubled = jitter.map((late, index) => index * 20 + late).toSorted((a, b) => a - b);
          const { waited } = play([...troubled, ...every(20, 1000, 2300 + phase)], 1000);
          expect(Math.max(...waited.slice(-100))).toBeLessThanOrEqual(20);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ["faster", 19.9],
    ["slower", 20.1],
  ])(
    "whose clock runs %s than ours by half a percent is never more than three frames behind, and misses only what the clocks differ by",
    (_, period) => {
      const { heard, waited } = play(every(period, 5100, 7), 5000);
      expect(Math.max(...waited)).toBeLessThanOrEqual(60);
      const [first, last] = [heard.slice(0, 2000), heard.slice(-2000)];
      for (const part of [first, last]) {
        const values = part.filter((value) => value !== null);
        const skipped = values.filter(
          (value, index) => index > 0 && (value - (values[index - 1] ?? 0) + 1000) % 1000 !== 1,
        );
        expect(skipped.length + part.filter((value) => value === null).length).toBeLessThan(25);
      }
    },
  );

  it("fades when a packet is missing and is silent when the next one is missing too", () => {
    const input = new MixInput();
    input.take(frame(1000), 0);
    expect(input.next(20)).toEqual(frame(1000));
    const faded = input.next(40);
    expect([faded?.[0], faded?.at(-1)]).toEqual([1000, 3]);
    expect(input.next(60)).toBeNull();
  });

  it("keeps little of what a stall of the network brings at once", () => {
    const input = new MixInput();
    for (let packet = 0; packet < 50; packet += 1) input.take(frame(packet), 1000);
    expect(input.waiting).toBeLessThanOrEqual(160);
  });

  it("takes packets of any length: three of 10 ms, one of 60", () => {
    const input = new MixInput();
    for (let packet = 0; packet < 3; packet += 1) input.take(frame(packet + 1, 160), 0);
    expect(input.next(20)?.[160]).toBe(2);
    input.take(frame(9, 960), 20);
    expect([input.waiting, input.next(40)?.[160]]).toEqual([70, 9]);
  });

  it("wants each packet once and none that comes after a later one, and follows a stream that begins anew", () => {
    const input = new MixInput();
    const wants = (sequence: number, ssrc = 1): boolean => input.wants({ ssrc, sequence });
    expect([wants(65_535), wants(0), wants(0), wants(65_534), wants(2), wants(1)]).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
    expect([wants(1, 2), wants(40_000, 2)]).toEqual([true, true]);
  });
});
