import browser, { type Runtime } from "webextension-polyfill";

/** Who sent a message: a frame of a page, in which tab and window. */
export type Sender = Readonly<{
  tabId: number;
  frameId: number;
  windowId: number;
  /** The tab's, as its title; a frame in it may be of another site. */
  url: string;
  frameUrl: string;
  title: string;
  /** A window of which nothing shall be kept. */
  isPrivate: boolean;
}>;

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
    frameUrl: url ?? "",
    title: tab.title ?? "",
    isPrivate: tab.incognito,
  };
}

/**
 * Hears one page of ours where it stands in a frame of a tab, and nobody else: not the same page opened by itself, and no content script. The
 * sender is told with the tab's address, which is that of the page around it.
 */
export function onStripMessage(
  path: string,
  heard: (message: unknown, sender: Sender) => Promise<unknown> | null,
): void {
  browser.runtime.onMessage.addListener((message: unknown, from: Runtime.MessageSender) => {
    const { id, tab, frameId, url } = from;
    const ours = id === browser.runtime.id && url !== undefined && new URL(url).pathname === `/${path}`;
    const framed = url?.startsWith(browser.runtime.getURL("")) === true && frameId !== undefined && frameId !== 0;
    if (!ours || !framed || tab?.id === undefined || tab.windowId === undefined) return undefined;
    const [tabId, windowId, isPrivate] = [tab.id, tab.windowId, tab.incognito];
    const page = { url: tab.url ?? "", frameUrl: url, title: tab.title ?? "" };
    const sender = { tabId, frameId, windowId, ...page, isPrivate };
    return heard(message, sender)?.catch(() => null);
  });
}

/** Tells the page itself of one tab, not the frames in it; undefined where nobody listens there. */
export async function tellTab(tabId: number, message: unknown): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, { frameId: 0 }).catch(() => undefined);
}

/** Tells every page; most have no content script of ours and do not listen. */
export async function tellPages(message: unknown): Promise<void> {
  const tabs = await browser.tabs.query({});
  for (const { id } of tabs) if (id !== undefined) browser.tabs.sendMessage(id, message).catch(() => undefined);
}

/** Asks one frame of a page, which has so many milliseconds; null where none of ours answers. */
export async function askFrame(tabId: number, frameId: number, message: unknown, patience: number): Promise<unknown> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
  return Promise.race([browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => null), late]);
}

/** Asks the frames of a page; the first that answers is heard. Null where none does. */
export async function askPage(tabId: number, message: unknown): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message).catch(() => null);
}
