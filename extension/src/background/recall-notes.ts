import { computed, effect } from "@preact/signals-core";
import { hideNote, onNoteClick, showNote } from "../browser/notifications.ts";
import { openPanelInFront } from "../browser/windows.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { t } from "../texts.ts";

const prefix = "recall:";

/** A notification for everybody who is free now and was waited for; its button calls. */
export function followRecalls(companion: Companion): void {
  let shown: ReadonlySet<string> = new Set();
  const free = computed(() => (companion.state.value?.recalls ?? []).filter(({ state }) => state === "free"));
  effect(() => {
    const now = new Set(free.value.map(({ id }) => id));
    for (const { id, name, number } of free.value) {
      if (shown.has(id)) continue;
      const note = {
        title: t("recalls:free", { name: name || number }),
        message: number,
        buttons: [t("recalls:call")],
      };
      void showNote(prefix + id, { ...note, stays: true });
    }
    for (const id of shown) if (!now.has(id)) void hideNote(prefix + id);
    shown = now;
  });
  onNoteClick((note, button) => {
    if (!note.startsWith(prefix)) return;
    // Before anything is awaited: the panel may open only within the click.
    openPanelInFront();
    void hideNote(note);
    if (button === 0) void call(companion, note.slice(prefix.length));
  });
}

async function call(companion: Companion, recallId: string): Promise<void> {
  if (await whenReady(companion, 3000)) await companion.request("recalls.call", { recallId }).catch(() => undefined);
}
