import type { WaitingCall } from "@twp/shared/protocol/guard.ts";
import { computed, effect } from "@preact/signals-core";
import { hideNote, onNoteClick, showNote, shownNotes } from "../browser/notifications.ts";
import { panelIsOpen } from "../browser/panel.ts";
import { openPanelInFront } from "../browser/windows.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { callText, saidOf, standingOf } from "../features/guard/guard-view.ts";
import { language, t } from "../texts.ts";

const prefix = "guard:";

/** A click that dials opens the panel as well, which needs a moment; where it shows the card, a note would only say it again. */
const panelOpens = 300;

/** A notification for a call that waits for a word, where no panel shows its card. Its buttons are the card's. */
export function followGuard(companion: Companion): void {
  const waiting = computed(() => companion.state.value?.guard.waiting ?? null);
  effect(() => {
    const now = waiting.value;
    void clearOthers(now);
    if (now !== null) setTimeout(() => void announce(now, () => waiting.peek() === now), panelOpens);
  });
  onNoteClick((note, button) => {
    if (!note.startsWith(prefix)) return;
    // Before anything is awaited: the panel may open only within the click.
    if (button !== 1) openPanelInFront();
    void hideNote(note);
    if (button !== null)
      void answer(companion, note.slice(prefix.length), button === 0 ? "guard.call" : "guard.cancel");
  });
}

async function announce(waiting: WaitingCall, stillWaits: () => boolean): Promise<void> {
  if ((await panelIsOpen()) || !stillWaits()) return;
  const { id, name, number } = waiting;
  await showNote(prefix + id, {
    title: saidOf(waiting, name || number, language.value),
    message: t("guard:dials", { number }),
    buttons: [t(callText[standingOf(waiting)]), t("guard:cancel")],
    stays: true,
  });
}

/** Also takes away what a worker before this one left behind. */
async function clearOthers(waiting: WaitingCall | null): Promise<void> {
  for (const note of await shownNotes())
    if (note.startsWith(prefix) && note !== prefix + (waiting?.id ?? "")) await hideNote(note);
}

async function answer(companion: Companion, id: string, command: "guard.call" | "guard.cancel"): Promise<void> {
  // A call that has begun or been given up meanwhile is no news.
  if (await whenReady(companion, 3000)) await companion.request(command, { id }).catch(() => undefined);
}
