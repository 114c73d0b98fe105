/** Hides the storage from content scripts, where the browser knows how; where it does not, only our own content script shares it. */
export async function closeStorageToPages(): Promise<void> {
  await chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
}

/** The stored value, unparsed. */
export async function readStored(key: string): Promise<unknown> {
  const stored = await chrome.storage.local.get(key);
  return stored[key];
}

export async function writeStored(key: string, value: unknown): Promise<void> {
  await chrome.storage.local.set({ [key]: value });
}

export async function removeStored(key: string): Promise<void> {
  await chrome.storage.local.remove(key);
}

/** Calls back when any page of the extension changes the value. */
export function watchStored(key: string, changed: () => void, signal: AbortSignal): void {
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area === "local" && key in changes) changed();
  };
  chrome.storage.onChanged.addListener(listener);
  signal.addEventListener("abort", () => chrome.storage.onChanged.removeListener(listener));
}
