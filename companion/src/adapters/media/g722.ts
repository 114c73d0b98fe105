/**
 * G.722 at 64 kbit/s (ITU-T G.722): two bands of 8 kHz, the lower one in six bits, the higher one in two, both ADPCM.
 * The names of the variables are those of the recommendation's block diagrams.
 */

const qmf = [3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11] as const;

// Tables of the recommendation, section 6.2.
const q6 = [
  0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339,
  1458, 1612, 1765, 1980, 2195, 2557, 2919,
] as const;
const iln = [
  0, 63, 62, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4,
] as const;
const ilp = [
  0, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33,
  32,
] as const;
const qm4 = [
  0, -20_456, -12_896, -8968, -6288, -4240, -2584, -1200, 20_456, 12_896, 8968, 6288, 4240, 2584, 1200, 0,
] as const;
const qm6 = [
  -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280, -11_192, -10_232, -9360, -8576,
  -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
  24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
  4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
] as const;
const qm2 = [-7408, -1616, 7408, 1616] as const;
const wl = [-60, -30, 58, 172, 334, 538, 1198, 3042] as const;
const rl42 = [0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0] as const;
const wh = [0, -214, 798] as const;
const rh2 = [2, 1, 2, 1] as const;
const ilb = [
  2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834, 2896, 2960, 3025,
  3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
] as const;

type Band = {
  /** Predicted signal, its pole part and its zero part. */
  s: number;
  sz: number;
  r: [number, number];
  p: [number, number];
  a: [number, number];
  b: [number, number, number, number, number, number];
  d: [number, number, number, number, number, number, number];
  nb: number;
  det: number;
};

function band(det: number): Band {
  return { s: 0, sz: 0, r: [0, 0], p: [0, 0], a: [0, 0], b: [0, 0, 0, 0, 0, 0], d: [0, 0, 0, 0, 0, 0, 0], nb: 0, det };
}

/** Encodes one stream of 16-bit samples at 16 kHz; each call goes on where the last ended. Two samples make a byte. */
export function createG722Encoder(): (samples: Int16Array) => Uint8Array {
  const low = band(32);
  const high = band(8);
  const window = new Int32Array(24);
  return (samples) =>
    Uint8Array.from({ length: samples.length >> 1 }, (_, at) => {
      window.copyWithin(0, 2);
      window[22] = samples[at * 2] ?? 0;
      window[23] = samples[at * 2 + 1] ?? 0;
      const [odd, even] = halves(window);
      return (encodeHigh(high, (even - odd) >> 14) << 6) | encodeLow(low, (even + odd) >> 14);
    });
}

/** Decodes one stream to 16-bit samples at 16 kHz; each call goes on where the last ended. */
export function createG722Decoder(): (bytes: Uint8Array) => Int16Array {
  const low = band(32);
  const high = band(8);
  const window = new Int32Array(24);
  return (bytes) => {
    const samples = new Int16Array(bytes.length * 2);
    for (const [at, code] of bytes.entries()) {
      const [lower, higher] = [decodeLow(low, code & 63), decodeHigh(high, code >> 6)];
      window.copyWithin(0, 2);
      window[22] = lower + higher;
      window[23] = lower - higher;
      const [second, first] = halves(window);
      samples[at * 2] = saturate(first >> 11);
      samples[at * 2 + 1] = saturate(second >> 11);
    }
    return samples;
  };
}

function decodeLow(state: Band, code: number): number {
  const rebuilt = bound14(state.s + ((state.det * (qm6[code] ?? 0)) >> 15));
  learnLow(state, code >> 2);
  return rebuilt;
}

function decodeHigh(state: Band, code: number): number {
  const rebuilt = bound14(state.s + ((state.det * (qm2[code] ?? 0)) >> 15));
  learnHigh(state, code);
  return rebuilt;
}

/** What a band can be at most (section 4.4). */
function bound14(value: number): number {
  return Math.min(Math.max(value, -16_384), 16_383);
}

/** The two phases of the transmit filter, and of the receive filter (section 3.1). */
function halves(window: Int32Array): [number, number] {
  let odd = 0;
  let even = 0;
  for (const [index, coefficient] of qmf.entries()) {
    odd += (window[index * 2] ?? 0) * coefficient;
    even += (window[index * 2 + 1] ?? 0) * (qmf[11 - index] ?? 0);
  }
  return [odd, even];
}

function encodeLow(state: Band, signal: number): number {
  const error = saturate(signal - state.s);
  const magnitude = error >= 0 ? error : -(error + 1);
  let level = 1;
  while (level < 30 && magnitude >= ((q6[level] ?? 0) * state.det) >> 12) level += 1;
  const code = (error < 0 ? iln[level] : ilp[level]) ?? 0;
  learnLow(state, code >> 2);
  return code;
}

/** Both ends learn from the same bits, and so stay alike. */
function learnLow(state: Band, short: number): void {
  const difference = (state.det * (qm4[short] ?? 0)) >> 15;
  adaptLow(state, short);
  predict(state, difference);
}

function encodeHigh(state: Band, signal: number): number {
  const error = saturate(signal - state.s);
  const magnitude = error >= 0 ? error : -(error + 1);
  const large = magnitude >= (564 * state.det) >> 12;
  const code = error < 0 ? (large ? 0 : 1) : large ? 2 : 3;
  learnHigh(state, code);
  return code;
}

function learnHigh(state: Band, code: number): void {
  const difference = (state.det * (qm2[code] ?? 0)) >> 15;
  adaptHigh(state, code);
  predict(state, difference);
}

function adaptLow(state: Band, short: number): void {
  const grown = ((state.nb * 127) >> 7) + (wl[rl42[short] ?? 0] ?? 0);
  state.nb = Math.min(Math.max(grown, 0), 18_432);
  state.det = scale(state.nb, 8);
}

function adaptHigh(state: Band, code: number): void {
  const grown = ((state.nb * 127) >> 7) + (wh[rh2[code] ?? 0] ?? 0);
  state.nb = Math.min(Math.max(grown, 0), 22_528);
  state.det = scale(state.nb, 10);
}

function scale(nb: number, offset: number): number {
  const mantissa = ilb[(nb >> 6) & 31] ?? 0;
  const shift = offset - (nb >> 11);
  return (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
}

/** Block 4: both predictors learn from the quantised difference and foretell the next sample. */
function predict(state: Band, difference: number): void {
  const { a, b, d, p, r } = state;
  const partial = saturate(state.sz + difference);
  const rebuilt = saturate(state.s + difference);
  learnPoles(state, partial);
  const step = difference === 0 ? 0 : 128;
  d[0] = difference;
  for (const index of [0, 1, 2, 3, 4, 5] as const) {
    const same = sign(difference) === sign(d[index + 1] ?? 0);
    b[index] = saturate(((b[index] * 32_640) >> 15) + (same ? step : -step));
  }
  for (const index of [6, 5, 4, 3, 2, 1] as const) d[index] = d[index - 1] ?? 0;
  r[1] = r[0];
  r[0] = rebuilt;
  p[1] = p[0];
  p[0] = partial;
  const poles = saturate(((a[0] * saturate(r[0] * 2)) >> 15) + ((a[1] * saturate(r[1] * 2)) >> 15));
  const zeros = b.reduce((sum, weight, index) => sum + ((weight * saturate((d[index + 1] ?? 0) * 2)) >> 15), 0);
  state.sz = saturate(zeros);
  state.s = saturate(poles + state.sz);
}

function learnPoles({ a, p }: Band, partial: number): void {
  const first = sign(partial) === sign(p[0]);
  const second = sign(partial) === sign(p[1]);
  const turned = Math.min(first ? -saturate(a[0] * 4) : saturate(a[0] * 4), 32_767);
  const grown = (turned >> 7) + (second ? 128 : -128) + ((a[1] * 32_512) >> 15);
  a[1] = Math.min(Math.max(grown, -12_288), 12_288);
  const bound = 15_360 - a[1];
  a[0] = Math.min(Math.max(saturate(((a[0] * 32_640) >> 15) + (first ? 192 : -192)), -bound), bound);
}

function sign(value: number): number {
  return value >> 31;
}

function saturate(value: number): number {
  return Math.min(Math.max(value, -32_768), 32_767);
}
