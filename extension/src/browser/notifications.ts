import browser from "webextension-polyfill";

/** A message of the desktop; its buttons are drawn where the browser has them. */
export type Note = Readonly<{ title: string; message: string; buttons: readonly string[]; stays: boolean }>;

/** Shows a note, or changes the one with the same id. Firefox throws on buttons, and on staying. */
export async function showNote(id: string, { title, message, buttons, stays }: Note): Promise<void> {
  const common = { type: "basic", iconUrl: browser.runtime.getURL("icons/icon-128.png"), title, message } as const;
  const chromes = { buttons: buttons.map((title) => ({ title })), requireInteraction: stays, priority: 2 } as const;
  await browser.notifications.create(id, import.meta.env.BROWSER === "firefox" ? common : { ...common, ...chromes });
}

export async function hideNote(id: string): Promise<void> {
  await browser.notifications.clear(id);
}

/** The ids of the notes that stand on the desktop; a worker that was restarted has forgotten its own. */
export async function shownNotes(): Promise<readonly string[]> {
  return Object.keys(await browser.notifications.getAll());
}

/** Calls back with the button's place, or null for the note itself. */
export function onNoteClick(clicked: (id: string, button: number | null) => void): void {
  browser.notifications.onClicked.addListener((id) => clicked(id, null));
  // Firefox has no such event.
  browser.notifications.onButtonClicked?.addListener((id, button) => clicked(id, button));
}
