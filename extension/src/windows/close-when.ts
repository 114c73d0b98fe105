import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { closeOwnWindow } from "../browser/own-windows.ts";

/** Closes the window this page is in as soon as it has nothing more to show. */
export function useCloseWhen(over: () => boolean): void {
  const closing = useRef(false);
  useSignalEffect(() => {
    if (closing.current || !over()) return;
    closing.current = true;
    void closeOwnWindow();
  });
}
