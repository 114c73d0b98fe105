import browser from "webextension-polyfill";
import type { Bounds } from "./own-windows.ts";

/**
 * What the desktop's own bars leave of the screen the user works on: the one with the middle of the browser's window, else the first.
 * Null where the browser does not tell.
 */
export async function workArea(): Promise<Bounds | null> {
  if (import.meta.env.BROWSER === "firefox") return ofThisPage();
  const [displays, front] = await Promise.all([chrome.system.display.getInfo(), browser.windows.getLastFocused()]);
  const areas = displays.map((each) => each.workArea);
  return areas.find((area) => holdsMiddle(area, front)) ?? areas[0] ?? null;
}

/** Firefox's background is a page, and knows the first screen. */
function ofThisPage(): Bounds | null {
  if (typeof screen === "undefined") return null;
  const { availLeft = 0, availTop = 0, availWidth, availHeight } = screen as Screen & Partial<Record<Edge, number>>;
  return { left: availLeft, top: availTop, width: availWidth, height: availHeight };
}
type Edge = "availLeft" | "availTop";

function holdsMiddle(area: Bounds, { left = 0, top = 0, width = 0, height = 0 }: Partial<Bounds>): boolean {
  const [x, y] = [left + width / 2 - area.left, top + height / 2 - area.top];
  return x >= 0 && y >= 0 && x < area.width && y < area.height;
}
