import type { Call } from "@twp/shared/protocol/calls.ts";
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { t } from "../../../texts.ts";
import { newsOf, remember, type Remembered } from "./call-news.ts";

/** Says every change of a call to those who listen to the page rather than look at it. */
export function Announcer({ calls }: { calls: readonly Call[] }) {
  const said = useSignal("");
  const before = useRef<Remembered>(new Map());
  useEffect(() => {
    const news = newsOf(before.current, calls);
    before.current = remember(calls);
    if (news.length > 0) said.value = news.map(({ text, name }) => sentence(name, t(text))).join(" ");
  }, [calls]);
  return (
    <div class="spoken-only" role="status" aria-live="polite" data-testid="announcer">
      {said.value}
    </div>
  );
}

/** Words that end in an ellipsis end the sentence with it. */
export function sentence(name: string, state: string): string {
  return t(state.endsWith("…") ? "calls:announce-going-on" : "calls:announce", { name, state });
}
