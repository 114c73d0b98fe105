import { readFile } from "node:fs/promises";

/** Mono sound as numbers between -1 and 1. */
export type Sound = Readonly<{ rate: number; samples: Float64Array }>;

/** A sine tone. */
export function toneOf(frequency: number, seconds: number, rate = 8000, amplitude = 0.25): Sound {
  const samples = Float64Array.from(
    { length: seconds * rate },
    (_, n) => amplitude * Math.sin((2 * Math.PI * frequency * n) / rate),
  );
  return { rate, samples };
}

/** A WAV file (mono, 16 bit) of a sine tone. */
export function toneFile(...tone: Parameters<typeof toneOf>): Buffer {
  return wavFile(toneOf(...tone));
}

/** A WAV file (mono, 16 bit) of a sound. */
export function wavFile({ rate, samples }: Sound): Buffer {
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, n) => data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), n * 2));
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

/** The same for two ears. */
export function stereoFile(mono: Buffer): Buffer {
  const [header, data] = [Buffer.from(mono.subarray(0, 44)), mono.subarray(44)];
  const both = Buffer.alloc(data.length * 2);
  for (let at = 0; at < data.length; at += 2) data.copy(both, data.copy(both, at * 2, at, at + 2) + at * 2, at, at + 2);
  header.writeUInt32LE(36 + both.length, 4);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(header.readUInt32LE(28) * 2, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt32LE(both.length, 40);
  return Buffer.concat([header, both]);
}

/** Reads a 16-bit WAV file, of several channels the first; one that is still open may have a wrong length in its header. */
export async function readWav(file: string): Promise<Sound> {
  const bytes = await readFile(file);
  const [step, rate] = [bytes.readUInt16LE(22) * 2, bytes.readUInt32LE(24)];
  const start = bytes.indexOf("data") + 8;
  const count = Math.floor((bytes.length - start) / step);
  return {
    rate,
    samples: Float64Array.from({ length: count }, (_, n) => bytes.readInt16LE(start + n * step) / 32_768),
  };
}

/** The amplitude of one frequency in a stretch of sound (Goertzel's algorithm with a Hann window). */
export function amplitudeOf(sound: Sound, frequency: number, from = 0, seconds = 1): number {
  const part = sound.samples.subarray(Math.floor(from * sound.rate), Math.floor((from + seconds) * sound.rate));
  const [count, step] = [part.length, (2 * Math.PI * frequency) / sound.rate];
  let [re, im] = [0, 0];
  part.forEach((sample, n) => {
    const weighted = sample * (1 - Math.cos((2 * Math.PI * n) / count));
    re += weighted * Math.cos(step * n);
    im += weighted * Math.sin(step * n);
  });
  return count === 0 ? 0 : (2 * Math.hypot(re, im)) / count;
}

/** The usual amplitude of one frequency in a stretch: the middle one of its tenths of a second, so that a click or a jump of its phase does not count as quietness. */
export function usualAmplitudeOf(sound: Sound, frequency: number, from: number, seconds: number): number {
  const parts = Array.from({ length: Math.floor(seconds * 10) }, (_, n) =>
    amplitudeOf(sound, frequency, from + n / 10, 0.1),
  );
  return parts.toSorted((a, b) => a - b)[Math.floor(parts.length / 2)] ?? 0;
}

/** How much louder the first amplitude is than the second, in decibels. */
export function decibels(measured: number, reference: number): number {
  return 20 * Math.log10(measured / reference);
}

/** The longest stretch, in seconds, in which a tone that should sound all the time does not (its 20 ms amplitude below a fifth). */
export function longestGap(sound: Sound, frequency: number, from: number, to: number): number {
  const step = 0.02;
  let [gap, longest] = [0, 0];
  for (let time = from; time + step <= to; time += step) {
    gap = amplitudeOf(sound, frequency, time, step) < 0.05 ? gap + step : 0;
    longest = Math.max(longest, gap);
  }
  return longest;
}
