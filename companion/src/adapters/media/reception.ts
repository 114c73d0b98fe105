import type { Quality } from "@twp/shared/protocol/calls.ts";
import { sequenceDistance, timestampDistance } from "./rtp.ts";

/** What arrived from one source so far (RFC 3550 appendices A.1, A.3 and A.8). A value. */
export type Reception = Readonly<{
  ssrc: number;
  clock: number;
  /** Extended sequence numbers: the 16 bits of the wire with the count of their wraps above. */
  base: number;
  highest: number;
  received: number;
  /** Transit of the last packet, and the jitter, both in ticks. */
  transit: number;
  jitter: number;
  /** What the last report had counted. */
  reported: Readonly<{ expected: number; received: number }>;
}>;

type Arrival = Readonly<{ ssrc: number; sequence: number; timestamp: number }>;

/** Counts a packet that arrived at `now` (milliseconds). A new source, clock or a jump begins a new count. */
export function receive(before: Reception | null, packet: Arrival, clock: number, now: number): Reception {
  const transit = (Math.round((now * clock) / 1000) - packet.timestamp) | 0;
  if (before === null || before.ssrc !== packet.ssrc || before.clock !== clock) return begin(packet, clock, transit);
  const step = sequenceDistance(before.highest & 0xffff, packet.sequence);
  // A jump that no network explains is a restarted sender (RFC 3550 A.1, MAX_DROPOUT).
  if (Math.abs(step) > 3000) return begin(packet, clock, transit);
  const difference = Math.abs(timestampDistance(before.transit, transit));
  return {
    ...before,
    highest: Math.max(before.highest, before.highest + step),
    received: before.received + 1,
    transit,
    jitter: before.jitter + (difference - before.jitter) / 16,
  };
}

function begin(packet: Arrival, clock: number, transit: number): Reception {
  const start = packet.sequence;
  const reported = { expected: 0, received: 0 };
  return { ssrc: packet.ssrc, clock, base: start, highest: start, received: 1, transit, jitter: 0, reported };
}

/** Packets that should have come. */
export function expected(reception: Reception): number {
  return reception.highest - reception.base + 1;
}

/** Packets that did not come; duplicates can make up for them (A.3), but never to less than none. */
export function lost(reception: Reception): number {
  return Math.max(0, expected(reception) - reception.received);
}

/** Counts over several sources of one call; the jitter in milliseconds. */
export function countsOf(
  past: Pick<Quality, "received" | "lost">,
  reception: Reception,
): Pick<Quality, "received" | "lost" | "jitter"> {
  return {
    received: past.received + reception.received,
    lost: past.lost + lost(reception),
    jitter: Math.round((reception.jitter / reception.clock) * 10_000) / 10,
  };
}
