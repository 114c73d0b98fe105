import type { Call } from "@twp/shared/protocol/calls.ts";

/**
 * The calls that have begun since: those the user places, and callers who were answered. A consultation has no beginning of its own, it
 * shows where the call that waits for it does.
 */
export function begunCalls(before: readonly Call[], now: readonly Call[]): readonly Call[] {
  return now.filter(({ id, direction, state, consults }) => {
    if (consults !== null || state === "ended") return false;
    const known = before.find((each) => each.id === id);
    return direction === "outgoing" ? known === undefined : state === "active" && known?.state === "offered";
  });
}
