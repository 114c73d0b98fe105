import browser from "webextension-polyfill";
import { openPanel } from "./panel.ts";

let front: number = browser.windows?.WINDOW_ID_CURRENT ?? -2;

// Known in advance, because asking within a gesture would use it up.
browser.windows?.onFocusChanged.addListener((windowId) => {
  if (windowId !== browser.windows.WINDOW_ID_NONE) front = windowId;
});
void browser.windows?.getLastFocused().then(
  ({ id }) => (front = id ?? front),
  () => undefined,
);

/** Opens the panel in the window the user looked at last, and brings that window forward. */
export function openPanelInFront(): void {
  openPanel(front);
  void browser.windows.update(front, { focused: true }).catch(() => undefined);
}
