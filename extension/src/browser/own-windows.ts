import * as v from "valibot";
import browser from "webextension-polyfill";
import { oneAtATime } from "./one-at-a-time.ts";
import { readStored, writeStored } from "./storage.ts";

/** Where a window stands on the screen and how large it is, frame included, in the browser's own pixels. */
export const Bounds = v.object({ left: v.number(), top: v.number(), width: v.number(), height: v.number() });
export type Bounds = v.InferOutput<typeof Bounds>;

/** The windows of our own, each a page of the extension. */
const pages = { call: "src/windows/call/call.html", popUp: "src/windows/pop-up/pop-up.html" } as const;
const callBounds = "callWindow";
/** What a card, its tools and the search need. */
const firstSize = { width: 400, height: 520 };

/** Not in Firefox, where a page of ours is in a frame of somebody else's. */
export const canOpenWindows = (): boolean => "windows" in browser;

/** Opens the window of a call where the last one stood, or brings it forward where there is one. */
export const openCallWindow = oneAtATime(async (callId: string): Promise<void> => {
  const url = `${browser.runtime.getURL(pages.call)}?call=${encodeURIComponent(callId)}`;
  const [open] = await browser.tabs.query({ url });
  if (open?.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
  else await createWindow({ url }, await storedBounds());
});

/** Opens the window for callers in that place, unless it is there. It must not take the keys from what the user is writing. */
export const openPopUp = oneAtATime(async (bounds: Bounds | typeof popUpSize): Promise<void> => {
  const url = browser.runtime.getURL(pages.popUp);
  const open = await browser.tabs.query({ url });
  if (open.length > 0) return;
  // Firefox knows no window without the focus, and throws.
  await createWindow(import.meta.env.BROWSER === "firefox" ? { url } : { url, focused: false }, bounds);
});

/** How large the window for callers is while it shows no more than a caller. */
export const popUpSize = { width: 380, height: 260 };

/** A place on a screen that is there no more is refused by the browser; the size still holds. */
async function createWindow(what: { url: string; focused?: boolean }, bounds: Partial<Bounds>): Promise<void> {
  const { left: _left, top: _top, ...size } = bounds;
  const popup = { ...what, type: "popup" } as const;
  await browser.windows.create({ ...popup, ...bounds }).catch(() => browser.windows.create({ ...popup, ...size }));
}

async function storedBounds(): Promise<Partial<Bounds>> {
  const parsed = v.safeParse(Bounds, await readStored(callBounds));
  return parsed.success ? parsed.output : firstSize;
}

/** Remembers where the user puts this window, for the next one of its kind. */
export function rememberBounds(signal: AbortSignal): void {
  const keep = async (): Promise<void> => {
    const { state, left, top, width, height } = await browser.windows.getCurrent();
    const parsed = v.safeParse(Bounds, { left, top, width, height });
    if (state === "normal" && parsed.success) await writeStored(callBounds, parsed.output);
  };
  const kept = (): void => void keep().catch(() => undefined);
  // No browser tells a page that its window was moved: these come after it, whichever way the user goes on.
  for (const event of ["resize", "blur", "focus"]) addEventListener(event, kept, { signal });
  document.addEventListener("pointerenter", kept, { signal });
  document.addEventListener("pointerleave", kept, { signal });
}

/** Closes the window this page is in. */
export async function closeOwnWindow(): Promise<void> {
  const { id } = await browser.windows.getCurrent();
  if (id !== undefined) await browser.windows.remove(id);
}

/** Puts the window this page is in out of sight, or back. */
export async function showOwnWindow(shown: boolean): Promise<void> {
  const { id } = await browser.windows.getCurrent();
  if (id !== undefined) await browser.windows.update(id, { state: shown ? "normal" : "minimized" });
}

/** Makes the window this page is in as high as what it shows, its lower edge staying where it is. */
export async function fitOwnWindow(content: number): Promise<void> {
  const { id, top = 0, height = 0 } = await browser.windows.getCurrent();
  const wanted = Math.min(content + outerHeight - innerHeight, screen.availHeight);
  if (id === undefined || wanted === height) return;
  await browser.windows.update(id, { top: Math.max(0, top + height - wanted), height: wanted });
}
