import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

/** One measured figure. */
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

/** What a figure must keep: its middle value, the worst of a hundred, every single one. */
export type Target = Readonly<{ p50?: number; p99?: number; max?: number }>;

/** The smallest sample that at least this share of all does not exceed (nearest rank); NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Makes a figure of samples. Without any it keeps no target. */
export function figureOf(
  name: string,
  unit: string,
  samples: readonly number[],
  target: Target,
  peer?: Readonly<{ name: string; samples: readonly number[] }>,
): Figure {
  const measured = { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99), max: percentile(samples, 1) };
  const wanted = (["p50", "p99", "max"] as const).flatMap((of) => {
    const limit = target[of];
    return limit === undefined ? [] : [{ words: `${of} ≤ ${limit}`, kept: measured[of] <= limit }];
  });
  const figure = {
    name,
    unit,
    p50: round(measured.p50),
    p99: round(measured.p99),
    target: wanted.map(({ words }) => words).join(", "),
    ok: wanted.every(({ kept }) => kept),
  };
  if (peer === undefined) return figure;
  const [other, middle] = [percentile(peer.samples, 0.5), measured.p50];
  return { ...figure, peer: `${peer.name} ${round(other)}`, ratio: round(middle / other) };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** What ran on the machine while it was measured: the processes that wanted a processor, in the last minute. */
export function load(): string {
  return `load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`;
}

/** Prints the table and writes the results; says which targets were missed. */
export async function report(bench: string, figures: readonly Figure[]): Promise<void> {
  console.table(Object.fromEntries(figures.map(({ name, ...rest }) => [name, rest])));
  const folder = fileURLToPath(new URL("results/", import.meta.url));
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}${bench}.json`, `${JSON.stringify(figures, null, 2)}\n`);
  const missed = figures.filter((figure) => !figure.ok).map((figure) => figure.name);
  if (missed.length > 0) console.log(`missed: ${missed.join("; ")}`);
}

/**
 * Measures, reports what was measured even where something failed on the way, and ends the process. `stops` end what was started, the last
 * first.
 */
export async function runBench(
  bench: string,
  stops: readonly (() => unknown)[],
  measure: (take: (measured: readonly Figure[]) => void) => Promise<void>,
): Promise<never> {
  const figures: Figure[] = [];
  let status = 0;
  try {
    console.log(`before: ${load()}`);
    await measure((measured) => void figures.push(...measured));
    console.log(`after: ${load()}`);
  } catch (error) {
    console.error(error);
    status = 1;
  }
  for (const stop of stops.toReversed()) await stop();
  await report(bench, figures);
  process.exit(status);
}
