import type { Note, Pattern } from "./tones.ts";

/** Peak of a tone; far enough below full scale that it never startles. */
const loudness = 0.25;

/** Seconds to swell and to fade: a tone cut square clicks. */
const edge = 0.008;

/** One round of a pattern as samples between −1 and 1, ready to be repeated. */
export function render({ notes, period }: Pattern, rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(period * rate));
  for (const note of notes) {
    const first = Math.round(note.at * rate);
    const count = Math.min(Math.round(note.length * rate), samples.length - first);
    for (let index = 0; index < count; index += 1) {
      samples[first + index] = (samples[first + index] ?? 0) + sampleOf(note, index / rate);
    }
  }
  return samples;
}

function sampleOf(note: Note, time: number): number {
  const wave = note.frequencies.reduce((sum, frequency, index) => {
    // A bell's overtone is fainter than its note; the tones of the network are equally loud.
    const part = note.bell ? 1 / (1 + 4 * index) : 1;
    return sum + part * Math.sin(2 * Math.PI * frequency * time);
  }, 0);
  const decay = note.bell ? Math.exp(-time * 6) : 1;
  return (loudness / note.frequencies.length) * wave * decay * swell(time) * swell(note.length - time);
}

function swell(time: number): number {
  return time >= edge ? 1 : time <= 0 ? 0 : (1 - Math.cos((Math.PI * time) / edge)) / 2;
}
