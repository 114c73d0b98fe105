/** What has arrived of one source, by packet index: the highest, and a bit for each of the 64 up to it (RFC 3711 section 3.3.2). */
export type Arrived = Readonly<{ highest: number; seen: bigint }>;

const width = 64;
const whole = (1n << BigInt(width)) - 1n;

/** Has a packet of that index come already, or is it so old that nobody can tell? */
export function isRepeated({ highest, seen }: Arrived, index: number): boolean {
  const age = highest - index;
  if (age < 0) return false;
  return age >= width || ((seen >> BigInt(age)) & 1n) === 1n;
}

/** A packet of that index has come and is what its sender sent. */
export function arrive(before: Arrived | null, index: number): Arrived {
  if (before === null) return { highest: index, seen: 1n };
  const ahead = index - before.highest;
  if (ahead <= 0) return { ...before, seen: before.seen | (1n << BigInt(-ahead)) };
  return { highest: index, seen: ahead >= width ? 1n : ((before.seen << BigInt(ahead)) | 1n) & whole };
}

/** The packet index that a sequence number most likely means, given the highest one so far (RFC 3711 section 3.3.1 and appendix A). */
export function indexOf(highest: number, sequence: number): number {
  const rollovers = Math.floor(highest / 0x10000);
  const last = highest % 0x10000;
  if (last < 0x8000 && sequence - last > 0x8000) return Math.max(0, rollovers - 1) * 0x10000 + sequence;
  return (last >= 0x8000 && last - 0x8000 > sequence ? rollovers + 1 : rollovers) * 0x10000 + sequence;
}
