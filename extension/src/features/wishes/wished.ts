import { useSignalEffect, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { bringForward } from "../../browser/bring-forward.ts";
import { hearWishes, type PanelWish } from "../../browser/panel-wish.ts";

type Props = {
  wished: Signal<PanelWish | null>;
  /** What stands in the field looks through the lists, and would hide them. */
  text: Signal<string>;
  showContacts: () => void;
};

/** Makes room in the panel for what the user wants of it from a page. Shows nothing itself. */
export function Wished({ wished, text, showContacts }: Props): null {
  useEffect(() => {
    // A panel in a frame of a page is not the one that is opened for it.
    if (window !== window.top) return undefined;
    const end = new AbortController();
    hearWishes((wish) => (wished.value = wish), end.signal);
    return () => end.abort();
  }, []);
  useSignalEffect(() => {
    const wish = wished.value;
    if (wish === null) return;
    bringForward();
    if (wish.kind === "contact") showContacts();
    if (wish.kind !== "message") text.value = wish.kind === "call" ? wish.number : "";
    if (wish.kind === "call") wished.value = null;
  });
  return null;
}
