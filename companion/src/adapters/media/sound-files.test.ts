import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from "./g711.ts";
import { createG722Encoder } from "./g722.ts";
import { atRate, parseWav, writeWav } from "./wav.ts";

const samples = fc.int16Array({ maxLength: 200 });
const tone = (rate: number, count: number) =>
  Int16Array.from({ length: count }, (_, index) => 10_000 * Math.sin((2 * Math.PI * 1000 * index) / rate));

test("G.711 comes back within its quantisation step", () => {
  fc.assert(
    fc.property(samples, (input) => {
      for (const [encode, decode] of [[encodeALaw, decodeALaw] as const, [encodeMuLaw, decodeMuLaw] as const]) {
        const output = decode(encode(input));
        for (const [index, sample] of input.entries()) {
          expect(Math.abs((output[index] ?? 0) - sample)).toBeLessThanOrEqual(Math.abs(sample) / 16 + 16);
        }
      }
    }),
  );
});

test("every code of G.711 stands for itself", () => {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
  expect(encodeALaw(decodeALaw(codes))).toEqual(codes);
  // µ-law has two zeros; the negative one becomes the positive.
  expect(encodeMuLaw(decodeMuLaw(codes)).map((code) => (code === 0x7f ? 0xff : code))).toEqual(
    codes.map((code) => (code === 0x7f ? 0xff : code)),
  );
});

test("G.722 encodes a tone as the recommendation's reference does", () => {
  const encoded = createG722Encoder()(tone(16_000, 64));
  expect(Buffer.from(encoded).toString("hex")).toBe("fa92238d2393a0a020b0cac8cedced69ebfad1ced1dfeeeaeefcd38fd2dff06b");
});

test("a WAV file comes back as it was written", () => {
  fc.assert(
    fc.property(samples, fc.constantFrom(8000 as const, 16_000 as const), (input, rate) => {
      expect(parseWav(writeWav({ rate, samples: input }))).toEqual({ rate, samples: input });
    }),
  );
});

test("no bytes make the WAV reader throw", () => {
  const header = writeWav({ rate: 8000, samples: new Int16Array(4) });
  const damaged = fc.tuple(fc.nat(51), fc.nat(255)).map(([at, value]) => header.with(at, value));
  fc.assert(fc.property(fc.oneof(fc.uint8Array(), damaged), (input) => void parseWav(input)));
});

test("a tone keeps its length and level at the other rate", () => {
  const level = (sound: Int16Array) => Math.sqrt(sound.reduce((sum, sample) => sum + sample ** 2, 0) / sound.length);
  for (const [from, to] of [
    [8000, 16_000],
    [16_000, 8000],
  ] as const) {
    const output = atRate({ rate: from, samples: tone(from, from) }, to);
    expect(output.length).toBe(to);
    expect(20 * Math.log10(level(output) / level(tone(from, from)))).toBeCloseTo(0, -1);
  }
});
