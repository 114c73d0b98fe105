/** The text selected on a tab's page. The shortcut itself gave us access to this one tab; pages of the browser stay closed. */
export async function readSelection(tabId: number): Promise<string> {
  try {
    const func = (): string => getSelection()?.toString() ?? "";
    const [frame] = await chrome.scripting.executeScript({ target: { tabId }, func });
    return frame?.result ?? "";
  } catch {
    return "";
  }
}
