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

/** The user wants to call that number, which the panel beside the page shall have in its field. */
export function carryToPanel(number: string): void {
  void tell({ type: "strip.carried", number });
}

const tell = (message: object): Promise<unknown> => chrome.runtime.sendMessage(message).catch(() => null);
