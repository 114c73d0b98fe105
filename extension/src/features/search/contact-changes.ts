import { useComputed, type ReadonlySignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";

/** A number that is another one after every change of the contacts. */
export function useContactChanges(desk: Desk): ReadonlySignal<number> {
  return useComputed(() => desk.state.value?.contacts.changes ?? 0);
}
