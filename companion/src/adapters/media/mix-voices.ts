import type { Codec } from "@twp/shared/protocol/calls.ts";
import { createDecoder, type Decoder } from "./decoders.ts";
import { createEncoder } from "./encoders.ts";
import { createHalver } from "./resampling.ts";

/** Makes payloads of one stream from 20 ms at 16 kHz. */
export type MixEncoder = (samples: Int16Array) => Uint8Array;

/** An encoder of that codec for the rate of the mix. */
export async function createMixEncoder(codec: Codec): Promise<MixEncoder> {
  const { rate, encode } = await createEncoder(codec);
  if (rate === 16_000) return encode;
  const halve = createHalver();
  return (samples) => encode(halve(samples));
}

/** One stream's codec, made anew when another is spoken; null while that one is loaded, which takes some milliseconds once. */
function following<T>(create: (codec: Codec) => Promise<T>): (codec: Codec) => T | null {
  let current: Codec | null = null;
  let made: T | null = null;
  return (codec) => {
    if (codec !== current) {
      current = codec;
      made = null;
      void create(codec).then((created) => {
        if (current === codec) made = created;
      });
    }
    return made;
  };
}

/** Decodes a stream in whatever codec its packets come. */
export const followingDecoder = (): ((codec: Codec) => Decoder | null) => following(createDecoder);

/** Encodes a stream in whatever codec its peer wants. */
export const followingEncoder = (): ((codec: Codec) => MixEncoder | null) => following(createMixEncoder);
