import { useSignalEffect, type Signal } from "@preact/signals";
import { bringForward } from "../../browser/bring-forward.ts";
import type { Desk } from "../../companion/desk.ts";

/** Writes the text that a key of the desktop wants looked for into the field, and comes forward with it. */
export function useSearchedText(desk: Desk, text: Signal<string>): void {
  useSignalEffect(() => {
    const news = desk.state.value?.hotkeys.news;
    if (news?.kind !== "search") return;
    text.value = news.text;
    bringForward();
    void desk.ask("hotkeys.seen", { id: news.id });
  });
}
