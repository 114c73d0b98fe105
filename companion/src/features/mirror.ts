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

/** Begins with nothing known. A listener that throws never keeps an event from the others. */
export function createMirror(onListenerError: (error: unknown) => void, first: State = initialState): Mirror {
  let state = first;
  let revision = 0;
  const listeners = new Set<(event: Event, revision: number) => void>();
  return {
    state: () => state,
    revision: () => revision,
    publish(event) {
      state = applyEvent(state, event);
      revision += 1;
      const now = revision;
      for (const listener of listeners) {
        try {
          listener(event, now);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
