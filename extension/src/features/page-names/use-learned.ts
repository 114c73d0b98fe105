import type { LearnedPerson } from "@twp/shared/protocol/page-names.ts";
import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";

/** Who has that number according to pages, asked for again when names were learned or forgotten. */
export function useLearned(desk: Desk, number: string): LearnedPerson | null {
  const person = useSignal<LearnedPerson | null>(null);
  const version = useComputed(() => {
    const { pageNames, settings } = desk.state.value ?? {};
    return settings?.values.learnNames === true ? (pageNames?.changes ?? 0) : -1;
  });
  useSignalEffect(() => {
    let current = true;
    if (version.value < 0 || number === "") person.value = null;
    else
      void desk.ask("pageNames.ofNumber", { number }).then((found) => {
        if (current && found !== "failed") person.value = found.person;
      });
    return () => void (current = false);
  });
  return person.value;
}
