import { sequenceDistance } from "./rtp.ts";

/** Where packets come from. */
export type Source = Readonly<{ address: string; port: number }>;

/**
 * To whom we send (RFC 4961): the address of the description, until packets arrive from elsewhere, as they do through a NAT.
 *
 *     described ──2 packets in a row, or 1 from the described address──▶ latched
 *     latched ──the source was silent for a second, and 3 in a row come from another──▶ latched on that one
 */
export type Latch = Readonly<{
  target: Source;
  latched: boolean;
  heardAt: number;
  candidate: Readonly<{ from: Source; ssrc: number; sequence: number; count: number }> | null;
}>;

type Packet = Readonly<{ ssrc: number; sequence: number }>;

/** A latch on the description's address, not yet confirmed by packets. */
export function beginLatch(target: Source): Latch {
  return { target, latched: false, heardAt: Number.NEGATIVE_INFINITY, candidate: null };
}

/** Judges a valid packet of a negotiated type. `taken` says whether its sound is to be heard. */
export function judge(
  latch: Latch,
  from: Source,
  packet: Packet,
  now: number,
): Readonly<{ next: Latch; taken: boolean }> {
  if (isSamePlace(from, latch.target))
    return { next: { ...latch, latched: true, heardAt: now, candidate: null }, taken: true };
  // A stranger cannot take a conversation that is heard.
  if (latch.latched && now - latch.heardAt < 1000) return { next: latch, taken: false };
  const candidate = follow(latch, from, packet);
  if (candidate.count < (latch.latched ? 3 : 2)) return { next: { ...latch, candidate }, taken: false };
  return { next: { target: from, latched: true, heardAt: now, candidate: null }, taken: true };
}

function follow({ candidate }: Latch, from: Source, packet: Packet): NonNullable<Latch["candidate"]> {
  const continues =
    candidate !== null &&
    isSamePlace(candidate.from, from) &&
    candidate.ssrc === packet.ssrc &&
    sequenceDistance(candidate.sequence, packet.sequence) === 1;
  return { from, ssrc: packet.ssrc, sequence: packet.sequence, count: continues ? candidate.count + 1 : 1 };
}

/** Do both name one address and port? */
export function isSamePlace(a: Source, b: Source): boolean {
  return a.address === b.address && a.port === b.port;
}
