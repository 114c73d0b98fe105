import type { Call } from "@twp/shared/protocol/calls.ts";
import { areTogether } from "@twp/shared/protocol/conferences.ts";

/**
 * The calls a window shows: those it has shown before, their parties in a consultation, whichever of the two began it, and everybody they meet
 * in a conference.
 */
export function followed(before: ReadonlySet<string>, calls: readonly Call[]): ReadonlySet<string> {
  const own = calls.filter(({ id }) => before.has(id));
  const related = calls.filter((call) => own.some((each) => isPair(call, each) || areTogether(call, each)));
  return new Set([...before, ...related.map(({ id }) => id)]);
}

function isPair(one: Call, other: Call): boolean {
  return one.consults === other.id || other.consults === one.id;
}
