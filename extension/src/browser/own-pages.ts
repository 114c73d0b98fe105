/** Tells the other pages of this extension; it is no fault that none is open. */
export function tellOwnPages(message: unknown): void {
  chrome.runtime.sendMessage(message).catch(() => undefined);
}
