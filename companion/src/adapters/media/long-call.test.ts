import { describe, expect, it, vi } from "vitest";
import { MixInput } from "./mix-input.ts";
import { createPace } from "./pacing.ts";
import { mixSamples } from "./resampling.ts";
import { createStream } from "./stream.ts";

/* Eight hours in which the other side's clock is fifty millionths off, which is as bad as sound cards are. Time is simulated. */

const hours = 8;
/** How many frames of 20 ms that is, and how many a clock so far off gains or loses in it. */
const frames = hours * 180_000;
const off = 50e-6;
const gained = frames * off;

/** Jitter of up to 8 ms that repeats only after a long time. */
const jitter = (n: number): number => ((n * 7919) % 8009) / 1001;

type Heard = Readonly<{ gaps: number; longestGap: number; most: number; atEnd: number; played: number }>;

/** What a mix hears of a party whose packets come every `period` milliseconds. */
function mixOf(period: number): Heard {
  const input = new MixInput();
  const voice = new Int16Array(mixSamples).fill(1000);
  let [sent, gaps, run, longestGap, most, played] = [0, 0, 0, 0, 0, 0];
  for (let frame = 0; frame < frames; frame += 1) {
    const now = frame * 20 + 30;
    for (; sent * period + jitter(sent) <= now; sent += 1) {
      if (input.wants({ ssrc: 1, sequence: sent & 0xffff })) input.take(voice, sent * period + jitter(sent));
    }
    most = Math.max(most, input.waiting);
    const whole = input.next(now)?.at(-1) === 1000;
    run = whole ? 0 : run + 1;
    if (whole) played += 1;
    else gaps += 1;
    longestGap = Math.max(longestGap, run);
  }
  return { gaps, longestGap, most, atEnd: input.waiting, played };
}

describe("a mix of eight hours", () => {
  it(
    "with a party whose clock is slow has a frame too few as often as it must, and never two",
    { timeout: 30_000 },
    () => {
      const { gaps, longestGap, most } = mixOf(20 * (1 + off));
      expect(Math.abs(gaps - gained)).toBeLessThanOrEqual(2);
      expect(longestGap).toBe(1);
      expect(most).toBeLessThanOrEqual(60);
    },
  );

  it(
    "with a party whose clock is fast leaves a frame out as often as it must, and is never late",
    { timeout: 30_000 },
    () => {
      const { gaps, most, atEnd, played } = mixOf(20 * (1 - off));
      expect(gaps).toBeLessThanOrEqual(2);
      expect(frames - played).toBeLessThanOrEqual(2);
      expect(most).toBeLessThanOrEqual(80);
      expect(atEnd).toBeLessThanOrEqual(60);
    },
  );
});

it("the pace of eight hours is eight hours long, though each timer comes late", () => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  try {
    const begun = performance.now();
    let [calls, latest] = [0, 0];
    // Once a second is enough to see whether lateness adds up.
    const second = 50;
    createPace().join(() => {
      calls += 1;
      latest = Math.max(latest, performance.now() - begun - (1 + (calls - 1) * second) * 20);
      vi.advanceTimersByTime(calls % 7);
      return second - 1;
    });
    vi.advanceTimersByTime(hours * 3_600_000);
    expect(Math.abs(calls - (performance.now() - begun) / 1000)).toBeLessThanOrEqual(1);
    expect(latest).toBeLessThanOrEqual(7);
  } finally {
    vi.useRealTimers();
  }
});

describe("the stream to the other side, of a browser that stalls once a minute for eight hours", () => {
  it.each([
    ["slow", 20 * (1 + off)],
    ["fast", 20 * (1 - off)],
  ])("with a %s clock keeps to the browser's time, and loses only what it stalls", (_, period) => {
    const stream = createStream(1, 10, 1000);
    const plain = { payloadType: 0, clock: 8000, sequence: null, marker: false, payload: new Uint8Array(0) };
    let [furthest, said, silence] = [0, 0, 0];
    const send = (source: "browser" | "own", timestamp: number, at: number, time: number): void => {
      const packet = stream.next({ ...plain, source, timestamp, runsOn: source === "browser" }, at);
      if (packet === null) return;
      said += 1;
      furthest = Math.max(furthest, Math.abs(packet.timestamp - 1160 - time));
    };
    let stalled = 0;
    for (let n = 0; n < frames; n += 1) {
      const at = n * period;
      // What comes of these five comes at once with the sixth; silence has taken the place of some.
      const place = n % 3000;
      if (n > 3000 && place < 6) stalled += 1;
      if (n > 3000 && place >= 3 && place < 6) send("own", (silence += 160), at, n * 160);
      if (n > 3000 && place === 6)
        for (let late = n - 6; late <= n; late += 1) send("browser", late * 160, at, late * 160);
      else if (n <= 3000 || place > 6) send("browser", n * 160, at, n * 160);
    }
    expect(furthest).toBeLessThanOrEqual(160);
    expect(said).toBeLessThanOrEqual(frames);
    expect(said).toBeGreaterThanOrEqual(frames - stalled);
  });
});
