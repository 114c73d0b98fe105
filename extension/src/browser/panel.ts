/** Firefox's sidebar; Chrome's types do not know it. */
type Sidebar = Readonly<{ open: () => Promise<void>; toggle: () => Promise<void> }>;

declare global {
  // Only a namespace merge reaches `chrome`'s own declarations.
  namespace chrome {
    const sidebarAction: Sidebar | undefined;
  }
}

/**
 * Opens the side panel. Must be called before anything is awaited in the handler of a user's gesture, else the browser refuses;
 * then the user still has the toolbar's button.
 */
export function openPanel(windowId: number): void {
  const opened =
    import.meta.env.BROWSER === "firefox" ? chrome.sidebarAction?.open() : chrome.sidePanel.open({ windowId });
  opened?.catch(() => undefined);
}

/** The toolbar's button opens the panel. */
export async function openPanelOnAction(): Promise<void> {
  if (import.meta.env.BROWSER === "firefox") {
    chrome.action.onClicked.addListener(() => void chrome.sidebarAction?.toggle());
    return;
  }
  await chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
}
