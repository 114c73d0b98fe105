import type { Tone } from "@twp/shared/protocol/sounds.ts";

/** A sounding stretch of a tone. Times in seconds, frequencies in hertz. */
export type Note = Readonly<{ at: number; length: number; frequencies: readonly number[]; bell: boolean }>;

/** What repeats, and how long one round takes in seconds. */
export type Pattern = Readonly<{ notes: readonly Note[]; period: number }>;

/** Frequencies that sound together, then seconds of sound and silence in turn. */
type Cadence = readonly [frequencies: readonly number[], ...seconds: readonly number[]];
type CallTone = Exclude<Tone, "none" | "ring">;
type Tones = Readonly<Record<CallTone, Cadence>>;

/** The tones of a country, where they differ from the ones most of the world knows (ITU-T E.180 Supplement 2). */
const worldwide: Tones = {
  ringback: [[425], 1, 4],
  busy: [[425], 0.5, 0.5],
  congestion: [[425], 0.25, 0.25],
  "call-waiting": [[425], 0.2, 0.6, 0.2, 4],
};

const northAmerica: Tones = {
  ringback: [[440, 480], 2, 4],
  busy: [[480, 620], 0.5, 0.5],
  congestion: [[480, 620], 0.25, 0.25],
  "call-waiting": [[440], 0.3, 9.7],
};

const countries: Readonly<Record<string, Tones>> = {
  AT: {
    ringback: [[420], 1, 5],
    busy: [[420], 0.4, 0.4],
    congestion: [[420], 0.2, 0.2],
    "call-waiting": [[420], 0.04, 1.95],
  },
  BE: {
    ...worldwide,
    ringback: [[425], 1, 3],
    congestion: [[425], 0.167, 0.167],
    "call-waiting": [[1400], 0.175, 0.175, 0.175, 3.5],
  },
  CA: northAmerica,
  CH: { ...worldwide, congestion: [[425], 0.2, 0.2], "call-waiting": [[425], 0.2, 0.2, 0.2, 4] },
  DE: {
    ringback: [[425], 1, 4],
    busy: [[425], 0.48, 0.48],
    congestion: [[425], 0.24, 0.24],
    "call-waiting": [[425], 0.2, 0.2, 0.2, 5],
  },
  ES: {
    ringback: [[425], 1.5, 3],
    busy: [[425], 0.2, 0.2],
    congestion: [[425], 0.2, 0.2, 0.2, 0.2, 0.2, 0.6],
    "call-waiting": [[425], 0.175, 0.175, 0.175, 3.5],
  },
  FR: {
    ringback: [[440], 1.5, 3.5],
    busy: [[440], 0.5, 0.5],
    congestion: [[440], 0.25, 0.25],
    "call-waiting": [[440], 0.3, 9.7],
  },
  GB: {
    ringback: [[400, 450], 0.4, 0.2, 0.4, 2],
    busy: [[400], 0.375, 0.375],
    congestion: [[400], 0.4, 0.35, 0.225, 0.525],
    "call-waiting": [[400], 0.1, 2.5],
  },
  IT: { ...worldwide, congestion: [[425], 0.2, 0.2], "call-waiting": [[425], 0.4, 0.1, 0.25, 0.1, 0.15, 14] },
  NL: { ...worldwide, "call-waiting": [[425], 0.5, 9.5] },
  US: northAmerica,
};

/** A caller: two soft notes a fourth apart, twice, then a rest. The same everywhere: it is a signal of this house, not of the network. */
const ring: Pattern = {
  period: 3,
  notes: [
    [0, 659.26],
    [0.18, 880],
    [0.72, 659.26],
    [0.9, 880],
  ].map(([at = 0, frequency = 0]) => ({ at, length: 0.7, frequencies: [frequency, frequency * 2], bell: true })),
};

/** To try a device by: three notes upwards, soft enough for an ear in a headset. */
export const tryOut: Pattern = {
  period: 1.8,
  notes: [523.25, 659.26, 783.99].map((frequency, index) => ({
    at: index * 0.4,
    length: 0.9,
    frequencies: [frequency, frequency * 2],
    bell: true,
  })),
};

/** What a tone sounds like in a country (ISO 3166); null for none. */
export function patternOf(tone: Tone, country: string): Pattern | null {
  if (tone === "none") return null;
  if (tone === "ring") return ring;
  return readCadence((countries[country.toUpperCase()] ?? worldwide)[tone]);
}

function readCadence([frequencies, ...seconds]: Cadence): Pattern {
  const starts = seconds.map((_, index) => seconds.slice(0, index).reduce((sum, length) => sum + length, 0));
  const notes = seconds.flatMap((length, index) =>
    index % 2 === 0 ? [{ at: starts[index] ?? 0, length, frequencies, bell: false }] : [],
  );
  return { notes, period: seconds.reduce((sum, length) => sum + length, 0) };
}
