import browser from "webextension-polyfill";

/**
 * Opens the side panel. Must be called before anything is awaited in the handler of a user's gesture, else the browser refuses;
 * then the user still has the toolbar's button.
 */
export function openPanel(windowId: number): void {
  const opened =
    import.meta.env.BROWSER === "firefox" ? browser.sidebarAction.open() : chrome.sidePanel.open({ windowId });
  opened.catch(() => undefined);
}

/** The toolbar's button opens the panel. */
export async function openPanelOnAction(): Promise<void> {
  if (import.meta.env.BROWSER === "firefox") {
    browser.action.onClicked.addListener(() => void browser.sidebarAction.toggle());
    return;
  }
  await chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
}

/** Does the user see the panel, in whatever window? */
export async function panelIsOpen(): Promise<boolean> {
  if (import.meta.env.BROWSER === "firefox") return browser.sidebarAction.isOpen({});
  return (await chrome.runtime.getContexts({ contextTypes: ["SIDE_PANEL"] })).length > 0;
}
