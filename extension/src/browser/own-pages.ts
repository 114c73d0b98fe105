import browser from "webextension-polyfill";

/** Tells the other pages of this extension; it is no fault that none is open. */
export function tellOwnPages(message: unknown): void {
  browser.runtime.sendMessage(message).catch(() => undefined);
}
