import type { Call, Settings, State } from "@twp/shared/protocol/index.ts";
import { effect } from "@preact/signals-core";
import { panelIsOpen } from "../browser/panel.ts";
import { openCallWindow } from "../browser/own-windows.ts";
import type { Companion } from "../companion/companion.ts";
import { begunCalls } from "./begun-calls.ts";
import { soundIsHere } from "./sound-here.ts";

/** Opens a window for each call that begins, where the user wants one. */
export function openWindowsForCalls(companion: Companion): void {
  let before: State | null = null;
  effect(() => {
    const state = companion.state.value;
    if (before !== null && state !== null && soundIsHere(companion.link.peek(), state.sounds))
      for (const call of begunCalls(before.calls, state.calls)) void open(call, state.settings.values);
    before = state;
  });
}

/** A caller who was answered in the pop-up would be seen nowhere without the panel. */
async function open({ id, direction }: Call, { callWindow, callerPopUp }: Settings): Promise<void> {
  const wanted = callWindow || (direction === "incoming" && callerPopUp && !(await panelIsOpen()));
  if (wanted) await openCallWindow(id).catch(() => undefined);
}
