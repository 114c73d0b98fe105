import { applyEvent, initialState, type Event, type State } from "@twp/shared/protocol/index.ts";

/** Tells every window that something happened. */
export type Publish = (event: Event) => void;

/** The state that windows mirror, with a number that grows by one with each event. */
export type Mirror = Readonly<{
  state: () => State;
  revision: () => number;
  publish: Publish;
  /** Hears every event with its revision until the returned stop is called. */
  subscribe: (listener: (event: Event, revision: number) => void) => () => void;
}>;

/** Begins with nothing known. An event that a listener publishes is told after the one it heard. A listener that throws never keeps an event from the others. */
export function createMirror(onListenerError: (error: unknown) => void, first: State = initialState): Mirror {
  let state = first;
  let revision = 0;
  const listeners = new Set<(event: Event, revision: number) => void>();
  const waiting: Event[] = [];
  const tell = (event: Event): void => {
    state = applyEvent(state, event);
    revision += 1;
    for (const listener of listeners) {
      try {
        listener(event, revision);
      } catch (error) {
        onListenerError(error);
      }
    }
  };
  return {
    state: () => state,
    revision: () => revision,
    publish(event) {
      waiting.push(event);
      // What a listener publishes comes after what it heard: everybody hears all events in one order.
      if (waiting.length > 1) return;
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        tell(next);
        waiting.shift();
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
