import browser from "webextension-polyfill";
import { oneAtATime } from "./one-at-a-time.ts";
import { accessTo } from "./permissions.ts";

const id = "numbers";

/** Runs the content script on pages while we have access to any, and only then. Registered again each time: an update may have changed it. */
export const registerContentScript = oneAtATime(async (): Promise<void> => {
  const { origins = [] } = await browser.permissions.getAll();
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
  if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [id] });
  if (origins.length === 0) return;
  await browser.scripting.registerContentScripts([
    { id, matches: origins, js: ["content.js"], css: ["content.css"], allFrames: true, runAt: "document_idle" },
  ]);
});

/** Starts the content script on the pages that were open before the user gave access. */
export async function runContentScriptNow(): Promise<void> {
  const tabs = await browser.tabs.query({ url: "*://*/*" });
  for (const { id } of tabs) if (id !== undefined) inject(id).catch(() => undefined);
}

async function inject(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  await browser.scripting.insertCSS({ target, files: ["content.css"] });
  await browser.scripting.executeScript({ target, files: ["content.js"] });
}

/** Runs one more script of ours in a frame of a page, whose content script has asked for it. */
export async function runInFrame(
  { tabId, frameId }: Readonly<{ tabId: number; frameId: number }>,
  script: "strip" | "names",
): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [`${script}.js`] });
}

/** May we look for numbers on every site? */
export const siteAccess = accessTo({ origins: ["*://*/*"] });
