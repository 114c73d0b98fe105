import { applyEvent, Event, State, type ServerMessage } from "@twp/shared/protocol/index.ts";
import { signal, type ReadonlySignal } from "@preact/signals-core";
import * as v from "valibot";

type Snapshot = Extract<ServerMessage, { type: "snapshot" }>;
type EventMessage = Extract<ServerMessage, { type: "event" }>;

/** The companion's state as last heard. Both `take…` say whether the mirror is true; where it is not, only a new snapshot helps. */
export type Mirror = Readonly<{
  state: ReadonlySignal<State | null>;
  takeSnapshot: (message: Snapshot) => boolean;
  takeEvent: (message: EventMessage) => boolean;
}>;

/** An empty mirror. */
export function createMirror(): Mirror {
  const state = signal<State | null>(null);
  let revision = -1;

  function takeSnapshot(message: Snapshot): boolean {
    const parsed = v.safeParse(State, message.state);
    if (!parsed.success) return false;
    revision = message.revision;
    state.value = parsed.output;
    return true;
  }

  function takeEvent(message: EventMessage): boolean {
    const parsed = v.safeParse(Event, message.event);
    if (!parsed.success || state.value === null || message.revision !== revision + 1) return false;
    revision = message.revision;
    state.value = applyEvent(state.value, parsed.output);
    return true;
  }

  return { state, takeSnapshot, takeEvent };
}
