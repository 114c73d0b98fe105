import { effect } from "@preact/signals-core";
import { openOffscreen } from "../browser/offscreen.ts";
import type { Companion } from "../companion/companion.ts";

/** Keeps the page with the sound open while we are paired: a warm one answers a call without a pause. Looks again whenever nobody holds the sound. */
export function keepSound(companion: Companion): void {
  effect(() => {
    const ready = companion.link.value.state === "ready";
    const held = companion.state.value?.sounds.holder !== null;
    // Chrome may be closing just now; the next start looks again.
    if (ready && !held) openOffscreen().catch(() => undefined);
  });
}
