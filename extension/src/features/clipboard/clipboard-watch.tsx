import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { readClipboard } from "../../browser/clipboard.ts";
import { loadNumbers } from "../dialling/numbers.ts";
import { copiedNumber } from "./copied-number.ts";

/** Puts the number that is on the clipboard into `copied` each time the user comes to the panel, where that is allowed. Nothing of it is kept. */
export function ClipboardWatch({ copied }: { copied: Signal<string | null> }) {
  useEffect(() => {
    const end = new AbortController();
    let last = "";
    const look = async (): Promise<void> => {
      const [{ looksDialable }, text] = await Promise.all([loadNumbers(), readClipboard()]);
      // What has been called, or has been there all the time, is no news.
      if (text === last || end.signal.aborted) return;
      last = text;
      copied.value = copiedNumber(text, looksDialable);
    };
    const come = (): void => void look();
    addEventListener("focus", come, { signal: end.signal });
    document.addEventListener("copy", () => setTimeout(come), { signal: end.signal });
    if (document.hasFocus()) come();
    return () => end.abort();
  }, [copied]);
  return null;
}
