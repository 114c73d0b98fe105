import fc from "fast-check";
import { expect, test } from "vitest";
import { beginLatch, judge, type Latch } from "./latch.ts";
import { lost, receive, type Reception } from "./reception.ts";
import { middleOf, parseReceptionReport, parseSenderReport, writeGoodbye, writeReport } from "./rtcp.ts";
import { isRtcp, parseRtp, sequenceDistance, writeRtp } from "./rtp.ts";
import { createStream } from "./stream.ts";
import { areDigits, eventFrames, parseEvent, writeEvent } from "./telephone-events.ts";

const bytes = fc.uint8Array({ maxLength: 64 });

test("what is written is read again", () => {
  const packet = fc.record({
    payloadType: fc.nat(127),
    marker: fc.boolean(),
    sequence: fc.nat(0xffff),
    timestamp: fc.nat(0xffffffff),
    ssrc: fc.nat(0xffffffff),
    payload: bytes,
  });
  fc.assert(
    fc.property(packet, (value) => {
      expect(parseRtp(writeRtp(value))).toEqual(value);
    }),
  );
});

test("no bytes make a reader throw, and no payload is longer than its packet", () => {
  fc.assert(
    fc.property(bytes, (input) => {
      expect(parseRtp(input)?.payload.length ?? 0).toBeLessThanOrEqual(input.length);
      parseEvent(input);
      parseSenderReport(input, 0);
      parseReceptionReport(input, 0);
    }),
  );
});

test("contributing sources, an extension and padding are skipped", () => {
  const packet = Uint8Array.of(
    0xb1,
    8,
    0,
    1,
    0,
    0,
    0,
    2,
    0,
    0,
    0,
    3,
    9,
    9,
    9,
    9,
    0xbe,
    0xde,
    0,
    1,
    1,
    2,
    3,
    4,
    7,
    7,
    0,
    2,
  );
  expect([...(parseRtp(packet)?.payload ?? [])]).toEqual([7, 7]);
});

test("distances go the short way round the circle", () => {
  expect(sequenceDistance(0xffff, 1)).toBe(2);
  expect(sequenceDistance(1, 0xffff)).toBe(-2);
});

test("loss counts holes, also around the wrap and out of order (RFC 3550 A.3)", () => {
  const sequences = [0xfffd, 0xffff, 0xfffe, 0, 3];
  const after = sequences.reduce<Reception | null>(
    (before, sequence, index) => receive(before, { ssrc: 1, sequence, timestamp: index * 160 }, 8000, index * 20),
    null,
  );
  expect(after && [after.received, lost(after)]).toEqual([5, 2]);
});

test("jitter is nought for an even stream and a sixteenth of the first step (RFC 3550 A.8)", () => {
  const at = (before: Reception | null, index: number, now: number) =>
    receive(before, { ssrc: 1, sequence: index, timestamp: index * 160 }, 8000, now);
  const even = at(at(null, 0, 0), 1, 20);
  expect(even.jitter).toBe(0);
  expect(at(even, 2, 44).jitter).toBe((4 * 8) / 16);
});

test("a digit is five frames that count up and three with the end bit, in 160 ms", () => {
  const frames = eventFrames("5", 8000);
  expect(frames.map((frame) => frame?.duration ?? null)).toEqual([160, 320, 480, 640, 800, 800, 800, null]);
  expect(frames.map((frame) => frame?.end ?? null)).toEqual([false, false, false, false, true, true, true, null]);
  expect(frames.filter((frame) => frame?.marker)).toHaveLength(1);
  expect(eventFrames("12", 48_000)[4]?.duration).toBe(4800);
});

test.each(["0", "9", "*", "#", "A", "D"])("the digit %s travels", (digit) => {
  expect(parseEvent(writeEvent({ digit, end: true, duration: 800 }))).toEqual({ digit, end: true, duration: 800 });
  expect(areDigits(digit)).toBe(true);
});

test("a flash is no digit, nor is a letter that no phone has", () => {
  expect(parseEvent(Uint8Array.of(16, 0, 0, 0))).toBeNull();
  expect(areDigits("1E")).toBe(false);
});

test("a report can be read by its receiver, and is known for RTCP on a shared port", () => {
  const sent = { ssrc: 7, packets: 3, octets: 480, timestamp: 99, ntp: 1_700_000_000_500 };
  const report = writeReport(sent, null, null, 0, "a@b");
  expect(parseSenderReport(report, 5)).toMatchObject({ ssrc: 7, at: 5 });
  expect(isRtcp(report) && isRtcp(writeGoodbye(7))).toBe(true);
  expect(report.length % 4).toBe(0);
});

test("what a peer reports of us names our last report, what it lost and how long it waited", () => {
  const reception = [1, 2, 3, 5].reduce<Reception | null>(
    (before, sequence) => receive(before, { ssrc: 7, sequence, timestamp: sequence * 160 }, 8000, sequence * 20),
    null,
  );
  const ours = { ssrc: 7, middle: middleOf(1_700_000_000_500), at: 1000 };
  const sent = { ssrc: 9, packets: 1, octets: 160, timestamp: 99, ntp: 1_700_000_000_000 };
  for (const packets of [0, 1]) {
    const report = writeReport({ ...sent, packets }, reception, ours, 1250, "a@b");
    expect(parseReceptionReport(report, 7)).toEqual({ fraction: 51, report: ours.middle, delay: 250 });
    expect(parseReceptionReport(report, 8)).toBeNull();
  }
});

const frame = { payloadType: 8, clock: 8000, sequence: null, marker: false, payload: new Uint8Array() };

test("a stream goes on where another source left it", () => {
  const stream = createStream(1, 10, 1000);
  const one = stream.next({ ...frame, source: "browser", timestamp: 5_000_000 }, 0);
  const two = stream.next({ ...frame, source: "browser", timestamp: 5_000_160 }, 20);
  const silence = stream.next({ ...frame, source: "own", timestamp: 3 }, 60);
  expect([one, two, silence].map((packet) => packet?.sequence)).toEqual([11, 12, 13]);
  expect((two?.timestamp ?? 0) - (one?.timestamp ?? 0)).toBe(160);
  expect((silence?.timestamp ?? 0) - (two?.timestamp ?? 0)).toBe(320);
  expect(silence?.marker).toBe(true);
});

test("holes of a forwarded stream stay visible, frames of a player never go back", () => {
  const stream = createStream(1, 10, 1000);
  const forwarded = [100, 103].map((sequence) =>
    stream.next({ ...frame, source: "peer", sequence, timestamp: sequence * 160 }, 0),
  );
  expect(forwarded.map((packet) => packet?.sequence)).toEqual([11, 14]);
  stream.next({ ...frame, source: "own", timestamp: 320 }, 20);
  expect(stream.next({ ...frame, source: "own", timestamp: 160 }, 40)).toBeNull();
});

const described = { address: "192.0.2.1", port: 4000 };
const other = { address: "192.0.2.99", port: 999 };

function hear(latch: Latch, from: typeof other, sequences: readonly number[], now: number) {
  return sequences.reduce<ReturnType<typeof judge>>(
    ({ next }, sequence) => judge(next, from, { ssrc: 5, sequence }, now),
    { next: latch, taken: false },
  );
}

test("a phone behind a NAT is answered where its packets come from", () => {
  const first = hear(beginLatch(described), other, [1], 0);
  expect(first).toMatchObject({ taken: false, next: { target: described } });
  expect(hear(first.next, other, [2], 20)).toMatchObject({ taken: true, next: { target: other } });
});

test("a stranger cannot take a conversation over, but the peer may move after a silence", () => {
  const talking = hear(beginLatch(described), described, [1], 0).next;
  expect(hear(talking, other, [1, 2, 3, 4], 500)).toMatchObject({ taken: false, next: { target: described } });
  expect(hear(talking, other, [1, 2], 1500).taken).toBe(false);
  expect(hear(talking, other, [1, 2, 3], 1500)).toMatchObject({ taken: true, next: { target: other } });
});
