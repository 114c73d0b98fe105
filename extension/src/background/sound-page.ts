import { effect } from "@preact/signals-core";
import { openOffscreen } from "../browser/offscreen.ts";
import type { Companion } from "../companion/companion.ts";

/**
 * Keeps the page with the sound open while we are paired: a warm one answers a call without a pause. Looks again whenever nobody holds the
 * sound, or the user wants it in this browser.
 */
export function keepSound({ link, state }: Companion): void {
  effect(() => {
    if (link.value.state !== "ready" || state.value === null) return;
    const { holder, offeredTo } = state.value.sounds;
    // Chrome may be closing just now; the next start looks again.
    if (holder === null || offeredTo === link.value.browser) openOffscreen().catch(() => undefined);
  });
}
