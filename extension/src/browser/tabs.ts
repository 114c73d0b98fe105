import browser from "webextension-polyfill";
import { tabWith } from "../features/page-memory/open-tab.ts";
import { openAddress } from "./pages.ts";

/** Shows a page of the web: in the tab that has it already, else in a new one. Nothing but pages of the web is opened. */
export async function showPage(address: string): Promise<void> {
  if (!isOfWeb(address)) return;
  const tab = tabWith((await browser.tabs?.query({})) ?? [], address);
  if (tab?.id === undefined) return openAddress(address);
  await browser.tabs.update(tab.id, { active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

/** Is that the address of a page of the web, and not a program or a file? */
export function isOfWeb(address: string): boolean {
  return URL.canParse(address) && ["http:", "https:"].includes(new URL(address).protocol);
}
