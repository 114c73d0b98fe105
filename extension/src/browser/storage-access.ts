/** Hides the storage from content scripts, where the browser knows how; where it does not, only our own content script shares it. */
export async function closeStorageToPages(): Promise<void> {
  await chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
}
