import { computed, effect } from "@preact/signals-core";
import { lowerRight } from "../browser/corner.ts";
import { openPopUp, popUpSize } from "../browser/own-windows.ts";
import { workArea } from "../browser/work-area.ts";
import type { Companion } from "../companion/companion.ts";
import { soundIsHere } from "./sound-here.ts";

/** Shows callers in a small window at the lower right of the screen, where the user wants it; the window goes by itself with the last of them. */
export function showPopUp(companion: Companion): void {
  const wanted = computed(() => {
    const state = companion.state.value;
    if (state?.settings.values.callerPopUp !== true || !soundIsHere(companion.link.value, state.sounds)) return false;
    return state.calls.some((call) => call.state === "offered");
  });
  effect(() => {
    // A screen that goes dark just now shows no window; the notification stands.
    if (wanted.value) open().catch(() => undefined);
  });
}

async function open(): Promise<void> {
  const area = await workArea().catch(() => null);
  await openPopUp(area === null ? popUpSize : lowerRight(area, popUpSize));
}
