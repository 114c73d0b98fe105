import { openPanel } from "./panel.ts";

let front: number = chrome.windows?.WINDOW_ID_CURRENT ?? -2;

// Known in advance, because asking within a gesture would use it up.
chrome.windows?.onFocusChanged.addListener((windowId) => {
  if (windowId !== chrome.windows.WINDOW_ID_NONE) front = windowId;
});
void chrome.windows?.getLastFocused().then(
  ({ id }) => (front = id ?? front),
  () => undefined,
);

/** Opens the panel in the window the user looked at last, and brings that window forward. */
export function openPanelInFront(): void {
  openPanel(front);
  void chrome.windows.update(front, { focused: true }).catch(() => undefined);
}
