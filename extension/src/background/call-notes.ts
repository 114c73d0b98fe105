import type { Call } from "@twp/shared/protocol/calls.ts";
import { computed, effect } from "@preact/signals-core";
import { hideNote, onNoteClick, showNote, shownNotes } from "../browser/notifications.ts";
import { openPanelInFront } from "../browser/windows.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { t } from "../texts.ts";

const prefix = "call:";

/** A notification for every caller, taken away as soon as the call is answered, declined or given up. */
export function followCalls(companion: Companion): void {
  let shown: ReadonlySet<string> = new Set();
  const calls = computed(() => companion.state.value?.calls ?? null);
  effect(() => {
    if (calls.value === null) return;
    const callers = calls.value.filter((call) => call.state === "offered");
    for (const call of callers) if (!shown.has(call.id)) void announce(call);
    shown = new Set(callers.map((call) => call.id));
    void clearOthers(shown);
  });
  onNoteClick((note, button) => {
    if (!note.startsWith(prefix)) return;
    // Before anything is awaited: the panel may open only within the click.
    if (button !== 1) openPanelInFront();
    void hideNote(note);
    if (button !== null) void react(companion, note.slice(prefix.length), button);
  });
}

async function announce({ id, peer }: Call): Promise<void> {
  await showNote(prefix + id, {
    title: t("calls:note.incoming", { name: peer.name === "" ? peer.number : peer.name }),
    message: peer.name === "" ? t("calls:state.offered") : peer.number,
    buttons: [t("calls:action.answer"), t("calls:action.decline")],
    stays: true,
  });
}

/** Also takes away what a worker before this one left behind. */
async function clearOthers(offered: ReadonlySet<string>): Promise<void> {
  for (const note of await shownNotes())
    if (note.startsWith(prefix) && !offered.has(note.slice(prefix.length))) await hideNote(note);
}

async function react(companion: Companion, callId: string, button: number): Promise<void> {
  if (!(await whenReady(companion, 3000))) return;
  // A caller who gave up meanwhile is no news: the missed call shows in the panel.
  await companion.request(button === 0 ? "calls.answer" : "calls.decline", { callId }).catch(() => undefined);
}
