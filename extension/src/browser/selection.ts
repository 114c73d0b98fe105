import browser from "webextension-polyfill";

/** The text selected on a tab's page. The shortcut itself gave us access to this one tab; pages of the browser stay closed. */
export async function readSelection(tabId: number): Promise<string> {
  try {
    const func = (): string => getSelection()?.toString() ?? "";
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, func });
    return typeof frame?.result === "string" ? frame.result : "";
  } catch {
    return "";
  }
}
