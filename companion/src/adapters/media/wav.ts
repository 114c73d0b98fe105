/** Mono sound in memory. */
export type Sound = Readonly<{ rate: 8000 | 16_000; samples: Int16Array }>;

/** Reads a WAV file (RIFF, PCM, mono, 16 bit, 8 or 16 kHz). Null where it is none. */
export function parseWav(bytes: Uint8Array): Sound | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || tag(view, 0) !== "RIFF" || tag(view, 8) !== "WAVE") return null;
  const format = chunk(view, "fmt ");
  const data = chunk(view, "data");
  if (format === null || data === null || format.length < 16) return null;
  const rate = view.getUint32(format.at + 4, true);
  const pcm = view.getUint16(format.at, true) === 1 && view.getUint16(format.at + 2, true) === 1;
  if (!pcm || view.getUint16(format.at + 14, true) !== 16 || (rate !== 8000 && rate !== 16_000)) return null;
  const samples = new Int16Array(data.length >> 1);
  for (const index of samples.keys()) samples[index] = view.getInt16(data.at + index * 2, true);
  return { rate, samples };
}

/** Writes a WAV file. */
export function writeWav({ rate, samples }: Sound): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const words = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  words(0, "RIFF");
  view.setUint32(4, 36 + samples.length * 2, true);
  words(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  words(36, "data");
  view.setUint32(40, samples.length * 2, true);
  for (const [index, sample] of samples.entries()) view.setInt16(44 + index * 2, sample, true);
  return bytes;
}

/** The same sound at another rate: half by averaging neighbours, double by a straight line between them. */
export function atRate(sound: Sound, rate: Sound["rate"]): Int16Array {
  const { samples } = sound;
  if (sound.rate === rate) return samples;
  const at = (index: number) => samples[Math.min(index, samples.length - 1)] ?? 0;
  if (sound.rate > rate) {
    return Int16Array.from({ length: samples.length >> 1 }, (_, index) => (at(index * 2) + at(index * 2 + 1)) >> 1);
  }
  const between = (index: number) => (at(index) + at(index + 1)) >> 1;
  return Int16Array.from({ length: samples.length * 2 }, (_, index) =>
    index % 2 === 0 ? at(index / 2) : between((index - 1) / 2),
  );
}

function chunk(view: DataView, name: string): Readonly<{ at: number; length: number }> | null {
  let at = 12;
  while (at + 8 <= view.byteLength) {
    const length = view.getUint32(at + 4, true);
    if (tag(view, at) === name) return { at: at + 8, length: Math.min(length, view.byteLength - at - 8) };
    at += 8 + length + (length % 2);
  }
  return null;
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
