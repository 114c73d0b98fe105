import browser, { type Runtime } from "webextension-polyfill";

/** Who sent a message: a frame of a page, in which tab and window. */
export type Sender = Readonly<{ tabId: number; frameId: number; windowId: number; url: string; title: string }>;

/**
 * Hears the content scripts of this extension, and nobody else: a message without a tab, from one of our own pages or from another
 * extension is dropped. What `heard` returns is the answer.
 */
export function onPageMessage(heard: (message: unknown, sender: Sender) => Promise<unknown> | null): void {
  browser.runtime.onMessage.addListener((message: unknown, from: Runtime.MessageSender) => {
    const sender = pageOf(from);
    const answering = sender === null ? null : heard(message, sender);
    return answering?.catch(() => null);
  });
}

function pageOf({ id, tab, frameId, url }: Runtime.MessageSender): Sender | null {
  const ours = id === browser.runtime.id && url?.startsWith(browser.runtime.getURL("")) !== true;
  if (!ours || tab?.id === undefined || tab.windowId === undefined) return null;
  return {
    tabId: tab.id,
    frameId: frameId ?? 0,
    windowId: tab.windowId,
    url: tab.url ?? url ?? "",
    title: tab.title ?? "",
  };
}

/** Tells every page; most have no content script of ours and do not listen. */
export async function tellPages(message: unknown): Promise<void> {
  const tabs = await browser.tabs.query({});
  for (const { id } of tabs) if (id !== undefined) browser.tabs.sendMessage(id, message).catch(() => undefined);
}

/** Asks the frames of a page; the first that answers is heard. Null where none does. */
export async function askPage(tabId: number, message: unknown): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message).catch(() => null);
}
