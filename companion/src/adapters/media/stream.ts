import { frameTicks } from "./codecs.ts";
import { sequenceDistance, timestampDistance, type RtpPacket } from "./rtp.ts";

/** A frame on its way out, in the time of the source it comes from. */
export type Frame = Readonly<{
  /** Who speaks: another source, or another clock, begins where the last one ended. */
  source: string;
  payloadType: number;
  clock: number;
  timestamp: number;
  /** The source's own number, so that its gaps stay visible; null where every frame follows the last. */
  sequence: number | null;
  marker: boolean;
  payload: Uint8Array;
}>;

/** One outgoing RTP stream. */
export type Stream = Readonly<{
  ssrc: number;
  /** The packet for a frame, or null where it is older than what has left. */
  next: (frame: Frame, now: number) => RtpPacket | null;
  /** The RTP time of `now` (milliseconds). */
  timeAt: (now: number) => number;
}>;

type Source = Readonly<{ name: string; clock: number; timestampOffset: number; sequenceOffset: number }>;

/**
 * Makes one continuous stream of many sources (RFC 3550 section 5.1): the receiver sees one SSRC whose sequence has no holes of our making
 * and whose timestamps advance with time, through hold, mute, digits and another browser.
 */
export function createStream(ssrc: number, sequence: number, timestamp: number): Stream {
  let source: Source | null = null;
  let last = { sequence, timestamp, clock: 8000, at: Number.NaN };

  const timeAt = (now: number) => {
    if (Number.isNaN(last.at)) return last.timestamp;
    const frame = frameTicks(last.clock);
    const frames = Math.max(1, Math.round(((now - last.at) * last.clock) / 1000 / frame));
    return (last.timestamp + frames * frame) >>> 0;
  };
  const begin = (frame: Frame, now: number): Source => ({
    name: frame.source,
    clock: frame.clock,
    timestampOffset: timeAt(now) - frame.timestamp,
    sequenceOffset: last.sequence + 1 - (frame.sequence ?? 0),
  });
  return {
    ssrc,
    timeAt,
    next: (frame, now) => {
      const changed = source?.name !== frame.source || source.clock !== frame.clock;
      const from = changed || source === null ? begin(frame, now) : source;
      source = from;
      const out = (frame.timestamp + from.timestampOffset) >>> 0;
      const number = (frame.sequence === null ? last.sequence + 1 : frame.sequence + from.sequenceOffset) & 0xffff;
      const ahead = timestampDistance(last.timestamp, out);
      if (frame.sequence === null && ahead < 0 && !changed) return null;
      if (sequenceDistance(last.sequence, number) > 0) last = { ...last, sequence: number };
      if (ahead > 0 || changed) last = { ...last, timestamp: out, clock: frame.clock, at: now };
      const { payloadType, payload } = frame;
      return { payloadType, marker: frame.marker || changed, sequence: number, timestamp: out, ssrc, payload };
    },
  };
}
