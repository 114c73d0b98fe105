import type { Codec } from "@twp/shared/protocol/calls.ts";
import { decodeALaw, decodeMuLaw } from "./g711.ts";
import { createG722Decoder } from "./g722.ts";
import { createDoubler } from "./resampling.ts";

/** Makes samples at 16 kHz of a payload; empty where it is none of its codec. */
export type Decoder = (payload: Uint8Array) => Int16Array;

const nothing = new Int16Array(0);

/** A decoder for one stream. Opus is loaded when first needed: most calls pass through. */
export async function createDecoder(codec: Codec): Promise<Decoder> {
  switch (codec) {
    case "PCMU":
      return doubled(decodeMuLaw);
    case "PCMA":
      return doubled(decodeALaw);
    case "G722":
      return createG722Decoder();
    case "opus":
      return createOpusDecoder();
  }
}

function doubled(decode: Decoder): Decoder {
  const double = createDoubler();
  return (payload) => double(decode(payload));
}

async function createOpusDecoder(): Promise<Decoder> {
  const { Decoder: Opus } = await import("@evan/opus/wasm/index.mjs");
  const opus = new Opus({ channels: 1, sample_rate: 16_000 });
  return (payload) => {
    try {
      const bytes = opus.decode(payload);
      // The bytes are the decoder's own memory, at any place of it, until its next packet.
      return new Int16Array(Uint8Array.from(bytes).buffer);
    } catch {
      return nothing;
    }
  };
}
