import { useSignal, type Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

/** What the draft becomes when something else is kept than before, while that was written. */
type Renewal<T> = (kept: T, before: T, written: T) => T;

/**
 * What the user writes before it is kept: it begins as what is kept, and begins anew when that changes, unless `renew` says otherwise. What is
 * written before the browser has shown the form for the first time stays.
 */
export function useDraft<T>(kept: T, renew: Renewal<T> = (kept) => kept): Signal<T> {
  const draft = useSignal(kept);
  const before = useRef(kept);
  const now = JSON.stringify(kept);
  useLayoutEffect(() => {
    if (JSON.stringify(before.current) === now) return;
    draft.value = renew(kept, before.current, draft.value);
    before.current = kept;
  }, [now]);
  return draft;
}

/** The fields that the user has written into stay, the others are as kept. */
export function withEdits<T extends Readonly<Record<string, unknown>>>(kept: T, before: T, written: T): T {
  const edited = Object.entries(written).filter(([name, value]) => value !== before[name]);
  return { ...kept, ...Object.fromEntries(edited) };
}
