import type { FromFrame } from "../content/edge/strip-words.ts";

/** What is open above the panel: a dialog, a list of the browser's, something of our own that has unfolded. */
const menus = "dialog[open], select:open, :popover-open";
/** Keys are told of no more often than this, and what keeps it looked at, in milliseconds. */
const breath = 500;

/**
 * Tells what keeps the panel from hiding: a text that is being written, an open menu, keys; and that Escape wants it hidden. What is given back
 * tells it anew, to who has forgotten it.
 */
export function tellKeeping(tell: (words: FromFrame) => void, signal: AbortSignal): () => void {
  let told = "";
  let [active, again] = [0, 0];
  const look = (): void => {
    const keeps = { type: "keeps", text: isWriting(), menu: hasMenu() } as const;
    const now = JSON.stringify(keeps);
    if (now !== told) tell(keeps);
    told = now;
    // The panel itself empties a field and closes a menu, and no event tells of it.
    clearTimeout(again);
    if (keeps.text || keeps.menu) again = window.setTimeout(look, breath);
  };
  // After whatever the event itself has changed.
  const later = (): void => void setTimeout(look, 0);
  for (const type of ["input", "change", "focusin", "focusout", "click", "keyup"])
    addEventListener(type, later, { capture: true, signal });
  addEventListener("blur", later, { signal });
  addEventListener(
    "keydown",
    (event) => {
      if (event.timeStamp - active > breath) {
        active = event.timeStamp;
        tell({ type: "active" });
      }
      // A menu is closed first, and a field emptied.
      if (event.key === "Escape" && !hasMenu() && !isWriting()) tell({ type: "hide" });
    },
    { capture: true, signal },
  );
  return () => {
    told = "";
    look();
  };
}

/** Has a field with something in it the keyboard? */
function isWriting(): boolean {
  const field = document.activeElement;
  const holdsText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return holdsText && document.hasFocus() && field.value.trim() !== "";
}

function hasMenu(): boolean {
  try {
    return document.querySelector(menus) !== null;
  } catch {
    // `:open` is younger than the oldest browsers we run in.
    return document.querySelector("dialog[open], :popover-open") !== null;
  }
}
