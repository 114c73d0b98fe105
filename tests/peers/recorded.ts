import { readFile } from "node:fs/promises";
import type { Sound } from "./tone.ts";

/** One ear of a recording of ours: the user on the left (0), everybody else on the right (1). */
export async function channel(file: string, at: 0 | 1): Promise<Sound> {
  const bytes = await readFile(file);
  const count = Math.floor((bytes.length - 44) / 4);
  const samples = Float64Array.from({ length: count }, (_, n) => bytes.readInt16LE(44 + n * 4 + at * 2) / 32_768);
  return { rate: 16_000, samples };
}
