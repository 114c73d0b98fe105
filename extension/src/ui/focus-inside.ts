import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/**
 * Gives the focus to the first field of what has just opened. When it closes, the control that takes its place (`data-opens`) gets it, so
 * that who goes by the keyboard stays where they were.
 */
export function useFocusInside(opened: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const place = opened.current?.parentElement;
    opened.current?.querySelector("input")?.focus();
    return () =>
      queueMicrotask(() => {
        const lost = place?.ownerDocument.activeElement === place?.ownerDocument.body;
        if (lost) place?.querySelector<HTMLElement>("[data-opens]")?.focus();
      });
  }, []);
}
