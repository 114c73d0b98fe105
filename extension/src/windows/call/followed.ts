import type { Call } from "@twp/shared/protocol/calls.ts";

/** The calls a window shows: those it has shown before, and their parties in a consultation, whichever of the two began it. */
export function followed(before: ReadonlySet<string>, calls: readonly Call[]): ReadonlySet<string> {
  const related = calls.filter(
    ({ id, consults }) =>
      (consults !== null && before.has(consults)) || calls.some((each) => before.has(each.id) && each.consults === id),
  );
  return new Set([...before, ...related.map(({ id }) => id)]);
}
