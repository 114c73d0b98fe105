import { useSignal, type Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * What the user writes before it is kept: it begins as what is kept, and begins anew when that changes. What is written before the browser
 * has shown the form for the first time stays.
 */
export function useDraft<T>(kept: T): Signal<T> {
  const draft = useSignal(kept);
  const now = JSON.stringify(kept);
  const before = useRef(now);
  useLayoutEffect(() => {
    if (before.current === now) return;
    before.current = now;
    draft.value = kept;
  }, [now]);
  return draft;
}
