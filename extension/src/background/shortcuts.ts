import { callToAnswer, callToHangUp, type Call } from "@twp/shared/protocol/calls.ts";
import { onShortcut, type Tab } from "../browser/keys.ts";
import { askPage } from "../browser/messages.ts";
import { openPanel } from "../browser/panel.ts";
import { readSelection } from "../browser/selection.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { cardWanted } from "../content/message.ts";
import { dial } from "./dial.ts";
import { pageOf, pageSource } from "./page-source.ts";
import { selectsNothing } from "./selecting.ts";
import { openPanelOrStrip } from "./strips.ts";

/** A panel that opens takes the keyboard, which the card of a number needs for itself. */
function opensPanel(command: string, tabId: number | undefined): boolean {
  if (command === "call-selection") return !selectsNothing(tabId);
  return command === "open-panel" || command === "answer";
}

/** The manifest's shortcuts, in whatever application of the browser the user is. */
export function obeyShortcuts(companion: Companion): void {
  onShortcut((command, tab) => {
    if (tab?.windowId !== undefined && command === "open-panel") openPanelOrStrip(tab.id, tab.windowId);
    else if (tab?.windowId !== undefined && opensPanel(command, tab.id)) openPanel(tab.windowId);
    switch (command) {
      case "answer":
        return void act(companion, callToAnswer, ({ id: callId }) => companion.request("calls.answer", { callId }));
      case "hang-up":
        return void hangUp(companion);
      case "call-selection":
        return void callSelection(companion, tab);
      case "show-number":
        return void askForCard(tab?.id);
    }
  });
}

async function act(
  companion: Companion,
  choose: (calls: readonly Call[]) => Call | undefined,
  ask: (call: Call) => Promise<unknown>,
): Promise<void> {
  if (!(await whenReady(companion, 3000))) return;
  const call = choose(companion.state.value?.calls ?? []);
  // The call may end on its own in between; then there is nothing left to do.
  if (call !== undefined) await ask(call).catch(() => undefined);
}

/** In a conference, everybody: whoever wants to leave alone does so in the panel. */
function hangUp(companion: Companion): Promise<void> {
  return act(companion, callToHangUp, ({ id: callId, conference }) =>
    conference === null
      ? companion.request("calls.hangUp", { callId })
      : companion.request("conferences.hangUp", { conferenceId: conference.id }),
  );
}

/** With nothing selected there may be a number at the cursor, and its card asks before it calls. */
async function callSelection(companion: Companion, tab: Tab | undefined): Promise<void> {
  if (tab?.id === undefined) return;
  const text = (await readSelection(tab.id)).trim().slice(0, 256);
  if (text === "" && (await askForCard(tab.id))) return;
  await dial(companion, text, pageSource("selection", pageOf(tab)));
}

async function askForCard(tabId: number | undefined): Promise<boolean> {
  return tabId !== undefined && (await askPage(tabId, cardWanted)) === true;
}
