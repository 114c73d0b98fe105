import type { Page } from "puppeteer";
import { until } from "../peers/process.ts";
import type { Chromium } from "./chromium.ts";

/** Waits for a window of the extension, by a part of its address. */
export async function ownWindow({ browser }: Chromium, part: string): Promise<Page> {
  const target = await browser.waitForTarget((each) => each.url().includes(part), { timeout: 40_000 });
  const page = await target.asPage();
  await page.waitForSelector("main");
  return page;
}

/** How many windows of that kind there are. */
export const windowsOf = ({ browser }: Chromium, part: string): number =>
  browser.targets().filter((each) => each.url().includes(part)).length;

/** Waits until there is none. */
export const goes = (chromium: Chromium, part: string): Promise<unknown> =>
  until(() => windowsOf(chromium, part) === 0, `no window ${part} is left`);

/** Where a window stands on the screen. */
export type Bounds = Readonly<{ left: number; top: number; width: number; height: number }>;

/** Where the window of a page stands, as the browser tells its extensions. */
export const boundsOf = async (page: Page): Promise<Bounds> =>
  (await page.evaluate(
    "chrome.windows.getCurrent().then(({ left, top, width, height }) => ({ left, top, width, height }))",
  )) as Bounds;

/** Puts the window of a page there, as the user does by its frame. */
export const putWindow = (page: Page, bounds: Bounds): Promise<unknown> =>
  page.evaluate(`chrome.windows.getCurrent().then(({ id }) => chrome.windows.update(id, ${JSON.stringify(bounds)}))`);
