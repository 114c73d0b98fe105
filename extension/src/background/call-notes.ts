import type { Call } from "@twp/shared/protocol/calls.ts";
import { forwardNumber } from "@twp/shared/protocol/settings.ts";
import { computed, effect } from "@preact/signals-core";
import { hideNote, onNoteClick, showNote, shownNotes } from "../browser/notifications.ts";
import { openPanelInFront } from "../browser/windows.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { learnedWords } from "../features/page-names/learned-words.ts";
import { t } from "../texts.ts";

const prefix = "call:";

/** What the second button of a note does. */
type Second = "forward" | "decline";

/** A notification for every caller, taken away as soon as the call is answered, declined or given up. */
export function followCalls(companion: Companion): void {
  let shown: ReadonlyMap<string, Second> = new Map();
  /** A note has room for two buttons: who has set a number for it wants to send callers on more than to decline them. */
  const second = computed((): Second => {
    const settings = companion.state.value?.settings.values;
    return settings !== undefined && forwardNumber(settings) !== null ? "forward" : "decline";
  });
  const calls = computed(() => companion.state.value?.calls ?? null);
  effect(() => {
    if (calls.value === null) return;
    const callers = calls.value.filter((call) => call.state === "offered");
    const act = second.value;
    for (const call of callers) if (shown.get(call.id) !== act) void announce(call, act);
    shown = new Map(callers.map((call) => [call.id, act]));
    void clearOthers(shown);
  });
  onNoteClick((note, button) => {
    if (!note.startsWith(prefix)) return;
    // Before anything is awaited: the panel may open only within the click.
    if (button !== 1) openPanelInFront();
    void hideNote(note);
    if (button !== null)
      void react(companion, note.slice(prefix.length), button === 0 ? () => "answer" : () => second.value);
  });
}

async function announce({ id, peer, learned }: Call, second: Second): Promise<void> {
  const unnamed = learned === null ? t("calls:state.offered") : learnedWords(learned);
  await showNote(prefix + id, {
    title: t("calls:note.incoming", { name: peer.name === "" ? peer.number : peer.name }),
    message: peer.name === "" || learned !== null ? unnamed : peer.number,
    buttons: [t("calls:action.answer"), t(`calls:action.${second}`)],
    stays: true,
  });
}

/** Also takes away what a worker before this one left behind. */
async function clearOthers(offered: ReadonlyMap<string, Second>): Promise<void> {
  for (const note of await shownNotes())
    if (note.startsWith(prefix) && !offered.has(note.slice(prefix.length))) await hideNote(note);
}

async function react(companion: Companion, callId: string, act: () => "answer" | Second): Promise<void> {
  if (!(await whenReady(companion, 3000))) return;
  // A caller who gave up meanwhile is no news: the missed call shows in the panel.
  await companion.request(`calls.${act()}`, { callId }).catch(() => undefined);
}
