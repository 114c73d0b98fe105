import browser from "webextension-polyfill";

/** The pages of the extension that open in a tab of their own. */
export const pages = { welcome: "src/welcome/welcome.html", options: "src/options/options.html" } as const;

/** Opens a page of the extension in a tab, or shows the tab that has it already. */
export async function openPage(page: keyof typeof pages): Promise<void> {
  if (page === "options") return browser.runtime.openOptionsPage();
  const url = browser.runtime.getURL(pages[page]);
  const [open] = await browser.tabs.query({ url: `${url}*` });
  if (open?.id === undefined) await browser.tabs.create({ url });
  else await browser.tabs.update(open.id, { active: true });
}

/** Opens an address of the web in a tab. */
export async function openAddress(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** Calls back once, right after the extension was installed. */
export function onInstalled(installed: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => reason === "install" && installed());
}
