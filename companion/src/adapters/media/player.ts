import { readFile } from "node:fs/promises";
import type { Codec } from "@twp/shared/protocol/calls.ts";
import { createEncoder, frameSamples, type Encoder } from "./encoders.ts";
import { atRate, parseWav, type Sound } from "./wav.ts";

/** Plays sounds frame by frame. */
export type Player = Readonly<{
  /** The next 20 ms, or null after the end. */
  next: () => Uint8Array | null;
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

/** Makes a player of sounds, one after the other; the last frame is filled up with silence. */
export async function createPlayer(sounds: readonly Sound[], codec: Codec): Promise<Player> {
  const encoder = await createEncoder(codec);
  const samples = join(sounds.map((sound) => atRate(sound, encoder.rate)));
  return startPlayer(samples, encoder);
}

function startPlayer(samples: Int16Array, encoder: Encoder): Player {
  const length = frameSamples(encoder.rate);
  const frame = new Int16Array(length);
  let at = 0;
  return {
    next: () => {
      if (at >= samples.length) return null;
      frame.fill(0);
      frame.set(samples.subarray(at, at + length));
      at += length;
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
