import type { DeadTargets } from "./dead-targets.ts";
import type { Flow } from "./flow.ts";
import type { Target } from "./locate.ts";

/** Why a request turns away from a target, and how long that should rest, in milliseconds. */
export type Failure = { readonly why: "unreachable" | "timeout" | "busy"; readonly restMs: number };

/** Where a request goes, and where it may turn when that fails. */
export type Way = {
  readonly flow: Flow;
  /** The next target (RFC 3263 section 4.3), or undefined when there is none left. */
  readonly next: (failure: Failure) => Way | undefined;
  /** The same peer over a connection, for a request too large for a datagram (RFC 3261 section 18.1.1). */
  readonly wider?: () => Way | undefined;
};

/** What a way is made of. A flow is opened only when it is its turn. */
export type WayParts = {
  readonly targets: readonly Target[];
  readonly open: (target: Target) => Flow | undefined;
  readonly dead: DeadTargets;
  /** Whether a datagram may become a connection: not when the URI asks for UDP. */
  readonly mayWiden: boolean;
};

/** The way along the targets from `index` on; undefined when none of them can be reached from our bindings. */
export function wayAlong(parts: WayParts, index = 0): Way | undefined {
  const { targets, open, dead } = parts;
  const target = targets[index];
  if (!target) return undefined;
  const flow = open(target);
  if (!flow) return wayAlong(parts, index + 1);
  const next = (failure: Failure): Way | undefined => {
    dead.rest(target, failure.restMs);
    return wayAlong(parts, index + 1);
  };
  if (target.transport !== "udp" || !parts.mayWiden) return { flow, next };
  return { flow, next, wider: () => widened(parts, target, { flow, next }) };
}

/** A connection that is refused leaves the datagram; whatever else happens on it has happened at that target. */
function widened({ open, dead }: WayParts, target: Target, narrow: Way): Way | undefined {
  const stream: Target = { ...target, transport: "tcp" };
  const flow = dead.resting(stream) ? undefined : open(stream);
  if (!flow) return undefined;
  return {
    flow,
    next: (failure) => {
      if (failure.why !== "unreachable") return narrow.next(failure);
      dead.rest(stream, failure.restMs);
      return narrow;
    },
  };
}
