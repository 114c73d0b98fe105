import { readFile } from "node:fs/promises";
import type { Codec } from "@twp/shared/protocol/calls.ts";
import { createEncoder, frameSamples } from "./encoders.ts";
import { atRate, parseWav, type Sound } from "./wav.ts";

/** Plays sounds frame by frame. */
export type Player = Readonly<{
  /** The codec of its frames. */
  codec: Codec;
  /** The next 20 ms, or null after the end. */
  next: () => Uint8Array | null;
  /** The frames that were played so far. */
  played: () => number;
}>;

/** Reads the files; one that cannot be read, or is no mono WAV of 16 bit, is left out. */
export async function loadSounds(files: readonly string[]): Promise<readonly Sound[]> {
  const sounds = await Promise.all(files.map(loadSound));
  return sounds.flatMap((sound) => (sound === null ? [] : [sound]));
}

async function loadSound(file: string): Promise<Sound | null> {
  try {
    return parseWav(await readFile(file));
  } catch {
    return null;
  }
}

/** Makes a player of sounds, one after the other, from that frame on; the last frame is filled up with silence. */
export async function createPlayer(sounds: readonly Sound[], codec: Codec, from: number): Promise<Player> {
  const encoder = await createEncoder(codec);
  const samples = join(sounds.map((sound) => atRate(sound, encoder.rate)));
  const length = frameSamples(encoder.rate);
  const frame = new Int16Array(length);
  let played = from;
  return {
    codec,
    played: () => played,
    next: () => {
      const rest = samples.subarray(played * length, (played + 1) * length);
      if (rest.length === 0) return null;
      frame.fill(0);
      frame.set(rest);
      played += 1;
      return encoder.encode(frame);
    },
  };
}

function join(parts: readonly Int16Array[]): Int16Array {
  const samples = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return samples;
}
