import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** One measured figure. `ok` compares p99 with `target` where p50 has a target of its own, else p50. */
export type Figure = Readonly<{
  name: string;
  unit: string;
  p50: number;
  p99: number;
  target: string;
  ok: boolean;
  /** The same measured on another program in the same run, and ours divided by it. */
  peer?: string;
  ratio?: number;
}>;

/** What a figure must keep: the middle value, the worst of a hundred, or both. */
export type Target = Readonly<{ p50?: number; p99?: number }>;

/** The value below which this share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Makes a figure of samples. */
export function figureOf(
  name: string,
  unit: string,
  samples: readonly number[],
  target: Target,
  peer?: Readonly<{ name: string; samples: readonly number[] }>,
): Figure {
  const [p50, p99] = [percentile(samples, 0.5), percentile(samples, 0.99)];
  const ok = p50 <= (target.p50 ?? Infinity) && p99 <= (target.p99 ?? Infinity);
  const words = [
    target.p50 === undefined ? [] : [`p50 ≤ ${target.p50}`],
    target.p99 === undefined ? [] : [`p99 ≤ ${target.p99}`],
  ];
  const figure = { name, unit, p50: round(p50), p99: round(p99), target: words.flat().join(", "), ok };
  if (peer === undefined) return figure;
  return {
    ...figure,
    peer: `${peer.name} ${round(percentile(peer.samples, 0.5))}`,
    ratio: round(p50 / percentile(peer.samples, 0.5)),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Prints the table and writes the results; the exit status tells whether every figure kept its target. */
export async function report(bench: string, figures: readonly Figure[]): Promise<void> {
  console.table(Object.fromEntries(figures.map(({ name, ...rest }) => [name, rest])));
  const folder = fileURLToPath(new URL("results/", import.meta.url));
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}${bench}.json`, `${JSON.stringify(figures, null, 2)}\n`);
  const missed = figures.filter((figure) => !figure.ok).map((figure) => figure.name);
  if (missed.length > 0) console.log(`missed: ${missed.join("; ")}`);
}
