import type { Codec } from "@twp/shared/protocol/calls.ts";

/** What RTP needs to know of a codec (RFC 3551 section 4.5, RFC 7587 for Opus). */
export type CodecFacts = Readonly<{
  /** The encoding name of `a=rtpmap`. */
  encoding: string;
  /** RTP timestamp ticks a second. G.722 says 8000 though it samples at 16000 (RFC 3551 section 4.5.2). */
  clock: number;
  channels: number;
  /** Static type, or the dynamic one that our own offers bind. */
  payloadType: number;
  /** Parameters of our `a=fmtp`, where there are some. */
  parameters: string | null;
}>;

/** The facts of every codec we speak. */
export const codecFacts: Readonly<Record<Codec, CodecFacts>> = {
  opus: { encoding: "opus", clock: 48_000, channels: 2, payloadType: 96, parameters: "useinbandfec=1" },
  G722: { encoding: "G722", clock: 8000, channels: 1, payloadType: 9, parameters: null },
  PCMA: { encoding: "PCMA", clock: 8000, channels: 1, payloadType: 8, parameters: null },
  PCMU: { encoding: "PCMU", clock: 8000, channels: 1, payloadType: 0, parameters: null },
};

/** Milliseconds of sound in one packet. */
export const frameTime = 20;

/** RTP ticks in one packet of that clock. */
export function frameTicks(clock: number): number {
  return (clock * frameTime) / 1000;
}
