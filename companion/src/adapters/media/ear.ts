import type { Codec } from "@twp/shared/protocol/calls.ts";
import { MixInput } from "./mix-input.ts";
import { followingDecoder } from "./mix-voices.ts";
import type { RtpPacket } from "./rtp.ts";

/** Says in turn, at 16 kHz, what somebody's packets say. */
export type Ear = Readonly<{ input: MixInput; hear: (codec: Codec, packet: RtpPacket) => void }>;

/** Hears one stream, in whatever codec its packets come. */
export function createEar(): Ear {
  const input = new MixInput();
  const decoder = followingDecoder();
  return {
    input,
    hear(codec, packet) {
      const decode = decoder(codec);
      if (decode !== null && input.wants(packet)) input.take(decode(packet.payload), performance.now());
    },
  };
}
