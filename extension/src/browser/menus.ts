import browser from "webextension-polyfill";
import type { Tab } from "./keys.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** One line of the browser's context menu. */
export type Menu = Readonly<{ id: string; title: string; contexts: ["selection" | "link"] }>;

/** What was clicked, and where. */
export type MenuClick = Readonly<{ id: string; text: string; link: string; frameId: number; tab: Tab | undefined }>;

/** Replaces our lines. `tel:` limits those on links, so that other links keep their short menu. */
export const showMenus = oneAtATime(async (menus: readonly Menu[]): Promise<void> => {
  await browser.contextMenus.removeAll();
  for (const { id, title, contexts } of menus) {
    const patterns = contexts[0] === "link" ? { targetUrlPatterns: ["tel:*"] } : {};
    browser.contextMenus.create({ id, title, contexts, ...patterns });
  }
});

/** Calls back when the user turns to another tab. */
export function onOtherTab(turned: () => void): void {
  browser.tabs.onActivated.addListener(turned);
}

/** Calls back within the user's gesture. */
export function onMenuClick(clicked: (click: MenuClick) => void): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText, linkUrl, frameId }, tab) =>
    clicked({ id: String(menuItemId), text: selectionText ?? "", link: linkUrl ?? "", frameId: frameId ?? 0, tab }),
  );
}
