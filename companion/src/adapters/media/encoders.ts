import type { Codec } from "@twp/shared/protocol/calls.ts";
import { frameTime } from "./codecs.ts";
import { encodeALaw, encodeMuLaw } from "./g711.ts";
import { createG722Encoder } from "./g722.ts";
import type { Sound } from "./wav.ts";

/** Makes the payload of one frame from `rate × 20 ms` samples. */
export type Encoder = Readonly<{ rate: Sound["rate"]; encode: (samples: Int16Array) => Uint8Array }>;

/** Samples of a frame at that rate. */
export function frameSamples(rate: Sound["rate"]): number {
  return (rate * frameTime) / 1000;
}

/** An encoder for one stream. Opus is loaded when first needed: most calls pass through. */
export async function createEncoder(codec: Codec): Promise<Encoder> {
  switch (codec) {
    case "PCMU":
      return { rate: 8000, encode: encodeMuLaw };
    case "PCMA":
      return { rate: 8000, encode: encodeALaw };
    case "G722":
      return { rate: 16_000, encode: createG722Encoder() };
    case "opus":
      return createOpusEncoder();
  }
}

/** `OPUS_SET_BITRATE` and `OPUS_SET_COMPLEXITY`; the package's own setters change nothing. */
const [bitrate, complexity] = [4002, 4010];

/** Without speech prediction Opus looks 2.5 ms ahead instead of 6.5 and costs a fifth; what that loses in few bits, more bits give back. */
async function createOpusEncoder(): Promise<Encoder> {
  const { Encoder: Opus } = await import("@evan/opus/wasm/index.mjs");
  const opus = new Opus({ channels: 1, sample_rate: 16_000, application: "restricted_lowdelay" });
  opus.ctl(bitrate, 48_000);
  opus.ctl(complexity, 2);
  return { rate: 16_000, encode: (samples) => Uint8Array.from(opus.encode(samples)) };
}

const silentG722 = createG722Encoder()(new Int16Array(320));

/** A frame in which nobody speaks. For Opus: 20 ms of CELT, full band, that code nothing (RFC 6716 section 3.1). */
export const silentFrames: Readonly<Record<Codec, Uint8Array>> = {
  PCMU: new Uint8Array(160).fill(0xff),
  PCMA: new Uint8Array(160).fill(0xd5),
  G722: silentG722,
  opus: Uint8Array.of(0xf8, 0xff, 0xfe),
};
