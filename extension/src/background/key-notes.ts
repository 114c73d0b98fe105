import { keyFaults, type KeyFault, type KeyNews } from "@twp/shared/protocol/hotkeys.ts";
import { computed, effect } from "@preact/signals-core";
import { hideNote, onNoteClick, showNote } from "../browser/notifications.ts";
import { openPanelInFront } from "../browser/windows.ts";
import type { Companion } from "../companion/companion.ts";
import { t } from "../texts.ts";

const [search, failed] = ["hotkey:search", "hotkey:failed"];
/** A panel that is open shows a search itself, and says within so many milliseconds that it did. */
const seenWithin = 800;

/** What a key of the desktop could not do, and a search while no panel is open, whose click opens one. */
export function followKeys(companion: Companion): void {
  const news = computed(() => companion.state.value?.hotkeys.news ?? null);
  let told: string | null = null;
  effect(() => {
    const now = news.value;
    if (now === null) return void hideNote(search);
    if (told === now.id) return;
    told = now.id;
    if (now.kind === "failed") return void tellFailure(companion, now);
    setTimeout(() => news.peek()?.id === now.id && void tellSearch(now.text), seenWithin);
  });
  onNoteClick((id) => {
    if (id !== search) return;
    // Before anything is awaited: the panel may open only within the click.
    openPanelInFront();
    void hideNote(id);
  });
}

async function tellSearch(text: string): Promise<void> {
  const title = t("hotkeys:note.search", { text });
  await showNote(search, { title, message: t("hotkeys:note.open"), buttons: [], stays: false });
}

async function tellFailure(companion: Companion, { id, code }: Extract<KeyNews, { kind: "failed" }>): Promise<void> {
  const title = t("hotkeys:note.failed");
  await showNote(failed, {
    title,
    message: isFault(code) ? t(`hotkeys:why.${code}`) : t(`failures:${code}`),
    buttons: [],
    stays: false,
  });
  await companion.request("hotkeys.seen", { id }).catch(() => undefined);
}

const isFault = (code: string): code is KeyFault => keyFaults.some((fault) => fault === code);
