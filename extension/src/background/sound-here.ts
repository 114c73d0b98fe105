import type { SoundState } from "@twp/shared/protocol/index.ts";
import type { Link } from "../companion/companion.ts";

/** Is this the browser the user speaks in, or could it become so? Windows of calls would stand twice if another one opened them as well. */
export function soundIsHere(link: Link, { browser }: Pick<SoundState, "browser">): boolean {
  return browser === null || (link.state === "ready" && link.browser === browser.id);
}
