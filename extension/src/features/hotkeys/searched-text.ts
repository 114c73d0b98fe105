import { useComputed, useSignalEffect, type Signal } from "@preact/signals";
import { bringForward } from "../../browser/bring-forward.ts";
import type { Desk } from "../../companion/desk.ts";

/** Writes the text that a key of the desktop wants looked for into the field, and comes forward with it. Shows nothing itself. */
export function SearchedText({ desk, text }: { desk: Desk; text: Signal<string> }): null {
  const news = useComputed(() => desk.state.value?.hotkeys.news ?? null);
  useSignalEffect(() => {
    if (news.value?.kind !== "search") return;
    text.value = news.value.text;
    bringForward();
    void desk.ask("hotkeys.seen", { id: news.value.id });
  });
  return null;
}
