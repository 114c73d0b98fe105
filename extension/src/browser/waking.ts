/** Calls back when the network returns or the page is seen again: a good moment to try what failed. */
export function whenPageWakes(woken: () => void, signal: AbortSignal): void {
  globalThis.addEventListener("online", woken, { signal });
  if (typeof document === "undefined") return;
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && woken(), { signal });
}
