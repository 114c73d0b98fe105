import type { Person } from "@twp/shared/protocol/search.ts";
import { useComputed, useSignal, useSignalEffect, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { useContactChanges } from "./contact-changes.ts";

/** Who fits what stands in the field now; null while nothing stands there, or before the first answer. */
export function useSearch(desk: Desk, text: Signal<string>): ReadonlySignal<readonly Person[] | null> {
  const people = useSignal<readonly Person[] | null>(null);
  const typed = useComputed(() => text.value.trim());
  const changes = useContactChanges(desk);
  useSignalEffect(() => {
    let current = true;
    void changes.value;
    if (typed.value === "") people.value = null;
    else
      void desk.ask("search.people", { text: typed.value }).then((found) => {
        if (current && found !== "failed") people.value = found.people;
      });
    return () => void (current = false);
  });
  return people;
}
