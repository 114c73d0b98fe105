/** Chance that is the same in every run. */
export type Chance = Readonly<{
  /** A whole number below the limit. */
  below: (limit: number) => number;
  pick: <T>(from: readonly T[]) => T;
  /** So many random digits. */
  digits: (count: number) => string;
}>;

/** Makes the chance of one page (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick(from) {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
    digits: (count) => Array.from({ length: count }, () => below(10)).join(""),
  };
}

/** So many of them, made one after the other. */
export function many(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join("\n");
}
