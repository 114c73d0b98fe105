import browser from "webextension-polyfill";

/** Brings the window that this page is in to the front, where the desktop allows that. */
export function bringForward(): void {
  // Firefox gives a page of ours in a frame of somebody else's nothing but messages and the storage.
  browser.windows
    ?.getCurrent()
    .then(({ id }) => (id === undefined ? undefined : browser.windows.update(id, { focused: true })))
    .catch(() => undefined);
}
