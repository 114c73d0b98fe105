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
  /** Its time runs on while another source has its place. */
  runsOn?: boolean;
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

type Source = Readonly<{
  name: string;
  clock: number;
  timestampOffset: number;
  sequenceOffset: number;
  /** What is not after that has had its time taken by another source. */
  after: number | null;
}>;

/** A source that stalls and comes back within so many milliseconds of its own time has stayed the same; else it has begun anew. */
const stall = 1000;

/**
 * Makes one continuous stream of many sources (RFC 3550 section 5.1): the receiver sees one SSRC whose sequence has no holes of our making
 * and whose timestamps advance with time, through hold, mute, digits and another browser.
 */
export function createStream(ssrc: number, sequence: number, timestamp: number): Stream {
  let source: Source | null = null;
  let before: Source | null = null;
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
    after: null,
  });
  /**
   * A voice that stalled is back after the silence that took its place. It keeps its time, or each stall would make the stream longer than
   * time is, and every receiver's delay grow: what comes late of it has been heard as silence.
   */
  const comeBack = (frame: Frame, now: number): Source | null => {
    if (frame.runsOn !== true || before?.name !== frame.source || before.clock !== frame.clock) return null;
    const off = timestampDistance(timeAt(now), (frame.timestamp + before.timestampOffset) >>> 0);
    return Math.abs(off) * 1000 > stall * frame.clock ? null : { ...before, after: last.timestamp };
  };
  return {
    ssrc,
    timeAt,
    next: (frame, now) => {
      const changed = source?.name !== frame.source || source.clock !== frame.clock;
      const from = changed || source === null ? (comeBack(frame, now) ?? begin(frame, now)) : source;
      if (changed) before = source;
      source = from;
      const out = (frame.timestamp + from.timestampOffset) >>> 0;
      const number = (frame.sequence === null ? last.sequence + 1 : frame.sequence + from.sequenceOffset) & 0xffff;
      const ahead = timestampDistance(last.timestamp, out);
      if (frame.sequence === null && ahead < 0 && !changed) return null;
      if (from.after !== null && timestampDistance(from.after, out) <= 0) return null;
      if (sequenceDistance(last.sequence, number) > 0) last = { ...last, sequence: number };
      if (ahead > 0 || changed) last = { ...last, timestamp: out, clock: frame.clock, at: now };
      const { payloadType, payload } = frame;
      return { payloadType, marker: frame.marker || changed, sequence: number, timestamp: out, ssrc, payload };
    },
  };
}
