/** Who sent a message: the tab of a page, in which window. */
export type Sender = Readonly<{ tabId: number; windowId: number; url: string; title: string }>;

/**
 * Hears the content scripts of this extension, and nobody else: a message without a tab, from one of our own pages or from another
 * extension is dropped. What `heard` returns is the answer.
 */
export function onPageMessage(heard: (message: unknown, sender: Sender) => Promise<unknown> | null): void {
  chrome.runtime.onMessage.addListener((message: unknown, { id, tab, url }, answer) => {
    if (id !== chrome.runtime.id || tab?.id === undefined || url?.startsWith(chrome.runtime.getURL("")) === true)
      return;
    const sender = { tabId: tab.id, windowId: tab.windowId, url: tab.url ?? url ?? "", title: tab.title ?? "" };
    const answering = heard(message, sender);
    if (answering === null) return;
    answering.then(answer, () => answer(null));
    return true;
  });
}

/** Tells every page; most have no content script of ours and do not listen. */
export async function tellPages(message: unknown): Promise<void> {
  const tabs = await chrome.tabs.query({});
  for (const { id } of tabs) if (id !== undefined) chrome.tabs.sendMessage(id, message).catch(() => undefined);
}
