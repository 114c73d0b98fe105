import browser, { type Permissions } from "webextension-polyfill";

/** Calls back when the user grants or takes away what we may do, wherever that is done. */
export function onPermissions(changed: () => void, signal?: AbortSignal): void {
  browser.permissions.onAdded.addListener(changed);
  browser.permissions.onRemoved.addListener(changed);
  signal?.addEventListener("abort", () => {
    browser.permissions.onAdded.removeListener(changed);
    browser.permissions.onRemoved.removeListener(changed);
  });
}

/** One thing the browser lets us do once the user has said so. */
export type Access = Readonly<{
  has: () => Promise<boolean>;
  /** Asks the user; only within a click. */
  ask: () => Promise<boolean>;
  giveUp: () => Promise<void>;
  watch: (changed: () => void, signal: AbortSignal) => void;
}>;

/** The user's word on one thing that the manifest names as optional. */
export function accessTo(wanted: Permissions.Permissions): Access {
  return {
    has: () => browser.permissions.contains(wanted),
    ask: () => browser.permissions.request(wanted),
    async giveUp() {
      await browser.permissions.remove(wanted);
    },
    watch: onPermissions,
  };
}
