// `chrome` itself, not the polyfill: its messages are promises in both browsers, and a page may open many frames with nothing but this in them.

/** Asks the worker whether this ticket, which may be anything, admits the frame that this page is in. */
export async function claimStrip(ticket: unknown): Promise<boolean> {
  return (await tell({ type: "strip.claimed", ticket })) === true;
}

/** The user wants no strip on the site around this frame. */
export async function leaveSite(): Promise<void> {
  await tell({ type: "strip.left" });
}

/** The user wants the panel beside the page; within a click. */
export function askForPanel(): void {
  void tell({ type: "strip.beside" });
}

const tell = (message: object): Promise<unknown> => chrome.runtime.sendMessage(message).catch(() => null);
