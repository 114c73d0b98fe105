import type { Call } from "@twp/shared/protocol/calls.ts";

/** What a call is in a consultation: the one with the consultant, or the one that waits meanwhile, each with the other. */
export type Role = Readonly<{ kind: "consultant"; first: Call }> | Readonly<{ kind: "first"; consultant: Call }> | null;

/** The part that the call plays among all calls. */
export function roleOf(call: Call, calls: readonly Call[]): Role {
  const first = calls.find(({ id }) => id === call.consults);
  if (first !== undefined) return { kind: "consultant", first };
  const consultant = calls.find(({ consults }) => consults === call.id);
  return consultant === undefined ? null : { kind: "first", consultant };
}
