import type { Command, Params, RefusalCode, Result, State } from "@twp/shared/protocol/index.ts";
import type { ReadonlySignal } from "@preact/signals-core";

/**
 * Where this page stands with the companion:
 * - `searching`: no companion answers on its ports yet (or any more); tried again with back-off
 * - `unpaired`: a companion answers, and this browser has no token, or its token was refused (`refusal`), or it is another companion than
 *   the one this browser is paired with (`other-companion`)
 * - `outdated`: the two speak different versions of the wire; `update` says which side is older
 * - `ready`: the mirror is true; `browser` is what the companion knows this browser by
 */
export type Link =
  | Readonly<{ state: "searching"; since: number }>
  | Readonly<{ state: "unpaired"; refusal: RefusalCode | "other-companion" | null }>
  | Readonly<{ state: "outdated"; update: "extension" | "companion" }>
  | Readonly<{ state: "ready"; session: string; browser: string }>;

/** The companion as a page sees it: a mirror that is read, and requests that only acknowledge. */
export type Companion = Readonly<{
  link: ReadonlySignal<Link>;
  /** The mirror; null before the first snapshot. It keeps its last value while the link is lost. */
  state: ReadonlySignal<State | null>;
  /** Asks for something. Rejects with `Failure` (its code is for the user); with `internal` where the link breaks first. */
  request: <C extends Command>(command: C, params: Params<C>) => Promise<Result<C>>;
}>;
