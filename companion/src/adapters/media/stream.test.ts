import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream, type Frame } from "./stream.ts";

const plain = { payloadType: 0, clock: 8000, sequence: null, marker: false, payload: new Uint8Array(160) };
/** What the engine does where no packet of the voice came for so long, in milliseconds. */
const patience = 50;

/** A voice of 20 ms packets whose network stalls now and then, and the silence that takes its place meanwhile. */
function play(arrivals: readonly number[], end: number) {
  const stream = createStream(1, 10, 1000);
  const sent: { at: number; timestamp: number; silent: boolean }[] = [];
  const send = (frame: Pick<Frame, "source" | "timestamp" | "runsOn">, at: number): void => {
    const packet = stream.next({ ...plain, ...frame }, at);
    if (packet !== null) sent.push({ at, timestamp: packet.timestamp, silent: frame.source === "own" });
  };
  let [next, spokenAt, silence] = [0, 0, 0];
  for (let now = 0; now < end; now += 1) {
    for (; next < arrivals.length && (arrivals[next] ?? 0) <= now; next += 1) {
      spokenAt = now;
      send({ source: "browser", timestamp: 7000 + next * 160, runsOn: true }, now);
    }
    if (now % 20 === 10 && now - spokenAt > patience) send({ source: "own", timestamp: (silence += 160) }, now);
  }
  return sent;
}

/** Together shorter than what is still a stall. */
const stalls = fc.array(
  fc.record({ at: fc.integer({ min: 40, max: 9000 }), length: fc.integer({ min: 20, max: 240 }) }),
  {
    maxLength: 4,
  },
);

/** When each packet of ten seconds comes: on time, or all at once when a stall is over. */
const arrivalsWith = (given: readonly Readonly<{ at: number; length: number }>[]): number[] =>
  Array.from({ length: 500 }, (_, n) =>
    given.reduce((time, { at, length }) => (time >= at && time < at + length ? at + length : time), n * 20),
  );

describe("the stream to the other side", () => {
  it("is never longer than time is, however often our voice stalls: nobody's delay grows", () => {
    fc.assert(
      fc.property(stalls, (given) => {
        const sent = play(arrivalsWith(given), 10_000);
        const [first] = sent;
        if (first === undefined) return;
        const ahead = sent.map(({ at, timestamp }) => (timestamp - first.timestamp) / 8 - at);
        expect(Math.max(...ahead)).toBeLessThanOrEqual(20);
      }),
    );
  });

  it("never says the same moment twice, and goes forward only", () => {
    fc.assert(
      fc.property(stalls, (given) => {
        const times = play(arrivalsWith(given), 10_000).map(({ timestamp }) => timestamp);
        expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
      }),
    );
  });

  it("loses of the voice what comes after its silence, and what the silence was waited for, and no more", () => {
    const sent = play(arrivalsWith([{ at: 1000, length: 200 }]), 2000);
    const silent = sent.filter((each) => each.silent).length;
    expect(silent).toBeGreaterThan(4);
    const voice = sent.length - silent;
    expect(voice).toBeGreaterThanOrEqual(100 - silent - Math.ceil((patience + 20) / 20));
    expect(voice).toBeLessThanOrEqual(100 - silent);
  });

  it("takes a voice that comes back after a long time for one that begins", () => {
    const stream = createStream(1, 10, 1000);
    stream.next({ ...plain, source: "browser", timestamp: 0, runsOn: true }, 0);
    stream.next({ ...plain, source: "own", timestamp: 160 }, 5000);
    const back = stream.next({ ...plain, source: "browser", timestamp: 160, runsOn: true }, 5020);
    expect(back?.timestamp).toBe(1000 + 251 * 160);
  });
});
