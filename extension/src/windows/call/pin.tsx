import { useSignal } from "@preact/signals";
import { render, type ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { showOwnWindow } from "../../browser/own-windows.ts";
import { openPinned } from "../../browser/pinned.ts";
import { Frame } from "../../ui/frame.ts";

/** Lets a view be pinned: it is then drawn in the window above all others, and this window is put out of sight until that one closes. */
export function usePin(view: () => ComponentChildren) {
  const pinned = useSignal(false);
  const window = useRef<Window | null>(null);
  const unpinned = (): void => {
    if (window.current !== null) render(null, window.current.document.body);
    window.current = null;
    pinned.value = false;
    void showOwnWindow(true);
  };
  const turn = async (): Promise<void> => {
    if (window.current !== null) return window.current.close();
    const opened = await openPinned(unpinned);
    if (opened === null) return;
    window.current = opened;
    pinned.value = true;
    render(<Frame.Provider value={opened}>{view()}</Frame.Provider>, opened.document.body);
    await showOwnWindow(false);
  };
  useEffect(() => () => window.current?.close(), []);
  return { pinned: pinned.value, turn };
}
