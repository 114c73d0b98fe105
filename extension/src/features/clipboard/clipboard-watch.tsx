import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { readClipboard } from "../../browser/clipboard.ts";
import { copiedNumber } from "./copied-number.ts";

/** Puts the number that is on the clipboard into `copied` each time the user comes to the panel, where that is allowed. Nothing of it is kept. */
export function ClipboardWatch({ copied, plan }: { copied: Signal<string | null>; plan: DialPlan }) {
  const current = useRef(plan);
  current.current = plan;
  useEffect(() => {
    const end = new AbortController();
    let last = "";
    const look = async (): Promise<void> => {
      const [{ isWholeNumber }, text] = await Promise.all([
        import("@twp/shared/dialling/whole-number.ts"),
        readClipboard(),
      ]);
      // What has been called, or has been there all the time, is no news.
      if (text === last || end.signal.aborted) return;
      last = text;
      copied.value = copiedNumber(text, (line) => isWholeNumber(line, current.current));
    };
    const come = (): void => void look();
    addEventListener("focus", come, { signal: end.signal });
    document.addEventListener("copy", () => setTimeout(come), { signal: end.signal });
    if (document.hasFocus()) come();
    return () => end.abort();
  }, [copied]);
  return null;
}
