import browser, { type Tabs } from "webextension-polyfill";

/** A tab as an event of the browser names it; address and title only where we may know them. */
export type Tab = Tabs.Tab;

/** Calls back when the user presses one of the manifest's shortcuts. The tab can be missing where a window has none of its own. */
export function onShortcut(pressed: (command: string, tab: Tab | undefined) => void): void {
  browser.commands.onCommand.addListener((command, tab) => pressed(command, tab));
}
