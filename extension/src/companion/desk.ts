import { Failure, type Command, type FailureCode, type Params, type Result } from "@twp/shared/protocol/index.ts";
import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Companion } from "./companion.ts";

/** What a page's views work with: the mirror, and commands whose failures end on screen; a link that is lost has its own banner. */
export type Desk = Pick<Companion, "link" | "state"> &
  Readonly<{
    /** Asks; the result, or `failed`, and `failure` then says why. */
    ask: <C extends Command>(command: C, params: Params<C>) => Promise<Result<C> | "failed">;
    /** The last failure, until it is dismissed or the next command is asked. */
    failure: ReadonlySignal<FailureCode | null>;
    dismissFailure: () => void;
  }>;

/** Puts a companion on a desk. */
export function createDesk({ link, state, request }: Companion): Desk {
  const failure = signal<FailureCode | null>(null);
  return {
    link,
    state,
    failure,
    dismissFailure: () => (failure.value = null),
    ask: async (command, params) => {
      failure.value = null;
      try {
        return await request(command, params);
      } catch (error) {
        if (link.value.state === "ready") failure.value = error instanceof Failure ? error.code : "internal";
        return "failed";
      }
    },
  };
}
