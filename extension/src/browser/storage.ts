import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";

/*
 * Chrome gives a page without a window nothing of the extension's interface but messages. What it needs of the storage the worker
 * lends it: it answers our own pages only, never a tab, so no content script can ask. The polyfill shows what is there, and no more.
 */
const Loan = v.variant("type", [
  v.object({ type: v.literal("stored.read"), key: v.string() }),
  v.object({ type: v.literal("stored.changed"), key: v.string() }),
]);
type Loan = v.InferOutput<typeof Loan>;

const hasStorage = (): boolean => "storage" in browser;

/** The stored value, unparsed. */
export async function readStored(key: string): Promise<unknown> {
  if (!hasStorage()) return browser.runtime.sendMessage({ type: "stored.read", key } satisfies Loan);
  const stored = await browser.storage.local.get(key);
  return stored[key];
}

export async function writeStored(key: string, value: unknown): Promise<void> {
  await browser.storage.local.set({ [key]: value });
}

export async function removeStored(key: string): Promise<void> {
  await browser.storage.local.remove(key);
}

/** Calls back when any page of the extension changes the value. */
export function watchStored(key: string, changed: () => void, signal: AbortSignal): void {
  if (!hasStorage()) return watchLoan(key, changed, signal);
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area === "local" && key in changes) changed();
  };
  browser.storage.onChanged.addListener(listener);
  signal.addEventListener("abort", () => browser.storage.onChanged.removeListener(listener));
}

function watchLoan(key: string, changed: () => void, signal: AbortSignal): void {
  const listener = (message: unknown): void => {
    const parsed = v.safeParse(Loan, message);
    if (parsed.success && parsed.output.type === "stored.changed" && parsed.output.key === key) changed();
  };
  browser.runtime.onMessage.addListener(listener);
  signal.addEventListener("abort", () => browser.runtime.onMessage.removeListener(listener));
}

/** Lends the storage to our own page without a window; the worker does. */
export function lendStorage(): void {
  browser.runtime.onMessage.addListener((message: unknown, { id, tab, url }: Runtime.MessageSender) => {
    const parsed = v.safeParse(Loan, message);
    const ours = id === browser.runtime.id && tab === undefined && url?.startsWith(browser.runtime.getURL("")) === true;
    if (!ours || !parsed.success || parsed.output.type !== "stored.read") return undefined;
    return readStored(parsed.output.key).catch(() => null);
  });
  browser.storage.onChanged.addListener((changes, area) => {
    if (area !== "local") return;
    for (const key of Object.keys(changes))
      browser.runtime.sendMessage({ type: "stored.changed", key } satisfies Loan).catch(() => undefined);
  });
}
