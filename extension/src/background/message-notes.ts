import { effect } from "@preact/signals-core";
import { hideNote, onNoteClick, showNote } from "../browser/notifications.ts";
import { openPanelInFront } from "../browser/windows.ts";
import type { Companion } from "../companion/companion.ts";
import { t } from "../texts.ts";

const prefix = "message:";
/** A panel that is open shows a text itself, and says within so many milliseconds that it was seen. */
const seenWithin = 800;

/** A notification for a text that nobody has seen yet; a click on it opens the panel. */
export function followMessages(companion: Companion): void {
  const told = new Map<string, string>();
  const unseen = (number: string) =>
    companion.state.peek()?.messages.find((each) => each.number === number && each.unread > 0);
  const tell = (number: string): void => {
    const conversation = unseen(number);
    const last = conversation?.texts.at(-1);
    if (conversation === undefined || last === undefined || told.get(number) !== last.id) return;
    const title = t("messages:from", { name: conversation.name || number });
    void showNote(prefix + number, { title, message: last.text, buttons: [], stays: false });
  };
  effect(() => {
    const all = companion.state.value?.messages ?? [];
    for (const { number, unread, texts } of all) {
      const last = texts.at(-1)?.id;
      if (unread === 0 || last === undefined || told.get(number) === last) continue;
      told.set(number, last);
      setTimeout(() => tell(number), seenWithin);
    }
    for (const number of told.keys()) {
      if (all.some((each) => each.number === number && each.unread > 0)) continue;
      told.delete(number);
      void hideNote(prefix + number);
    }
  });
  onNoteClick((note) => {
    if (!note.startsWith(prefix)) return;
    openPanelInFront();
    void hideNote(note);
  });
}
