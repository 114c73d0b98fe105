import type { Page } from "puppeteer";
import { openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { startDesktop, type Desktop } from "./desktop.ts";
import { markedNumbers, servePage } from "./page.ts";

/** A page of the world that holds numbers, in a browser on a desktop, so that its keys and menus are real ones; and a window that sees what comes of it. */
export type OnPages = Readonly<{ desktop: Desktop; window: Window; chromium: Chromium; page: Page }>;

/** Opens the page and waits until its numbers are marked; `stops`, run from the last to the first, end everything. */
export async function startOnPages(html: string, stops: (() => unknown)[]): Promise<OnPages> {
  const desktop = await startDesktop();
  stops.push(desktop.stop);
  const [companion, chromium, served] = await Promise.all([
    startCompanion(),
    startChromium({ desktop }),
    servePage(`<!doctype html><meta charset="utf-8"><title>Mairie</title><body style="font: 16px sans-serif">${html}`),
  ]);
  stops.push(companion.stop, served.stop, chromium.stop);
  const window = await openWindow(companion);
  stops.push(window.close);
  await registered(window);
  await chromium.pair(companion);
  const page = await chromium.page(served.url);
  await page.bringToFront();
  await until(async () => (await markedNumbers(page)).length > 0, "the page is read");
  return { desktop, window, chromium, page };
}
