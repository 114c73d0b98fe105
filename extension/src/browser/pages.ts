import browser from "webextension-polyfill";

/** The pages of the extension that open in a tab of their own. */
export const pages = {
  welcome: "src/welcome/welcome.html",
  options: "src/options/options.html",
  doctor: "src/doctor/doctor.html",
} as const;

/** Opens a page of the extension in a tab, or shows the tab that has it already. */
export async function openPage(page: keyof typeof pages): Promise<void> {
  if (import.meta.env.BROWSER === "firefox" && !hasTabs())
    return void (await browser.runtime.sendMessage({ type: "strip.opens", page }));
  if (page === "options") return browser.runtime.openOptionsPage();
  const open = await tabWith(page);
  if (open === null) await openAddress(browser.runtime.getURL(pages[page]));
  else await browser.tabs.update(open, { active: true });
}

/** Opens a page in a tab unless one has it; that tab is left where it is, for the user may have gone on from there. */
export async function openPageOnce(page: keyof typeof pages): Promise<void> {
  if ((await tabWith(page)) === null) await openAddress(browser.runtime.getURL(pages[page]));
}

async function tabWith(page: keyof typeof pages): Promise<number | null> {
  const [open] = await browser.tabs.query({ url: `${browser.runtime.getURL(pages[page])}*` });
  return open?.id ?? null;
}

/** Firefox gives a page of ours in a frame of somebody else's no tabs: there the worker opens our pages. */
const hasTabs = (): boolean => "tabs" in browser;

/** Opens an address of the web in a tab. */
export async function openAddress(url: string): Promise<void> {
  if (import.meta.env.BROWSER === "firefox" && !hasTabs()) return void window.open(url, "_blank", "noopener");
  await browser.tabs.create({ url });
}

/** Calls back once, right after the extension was installed. */
export function onInstalled(installed: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => reason === "install" && installed());
}
