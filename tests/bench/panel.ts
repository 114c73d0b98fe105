import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "puppeteer";
import { chromeOutput, extensionUrl, type Chromium } from "../e2e/chromium.ts";
import { until } from "../peers/process.ts";

/** Clicks a control with the mouse; gives the moment at which the browser brought the click to the page, on our own clock. */
export async function click(page: Page, control: string): Promise<number> {
  const button = await page.waitForSelector(`[data-testid="${control}"]:not([disabled])`);
  await page.evaluate(() => {
    const clicked = new Promise<number>((resolve) => {
      const options = { capture: true, once: true };
      document.addEventListener(
        "click",
        (event) => event.isTrusted && resolve(performance.timeOrigin + performance.now()),
        options,
      );
    });
    Object.assign(globalThis, { clicked });
  });
  await button?.click();
  return page.evaluate(() => (globalThis as unknown as { clicked: Promise<number> }).clicked);
}

/** Watches for a call in that state; the returned function gives the moment at which the panel has painted it. */
export async function watchPaint(page: Page, state: string): Promise<() => Promise<number>> {
  await page.evaluate((wanted) => {
    const painted = new Promise<number>((resolve) => {
      const look = (): void => {
        if (document.querySelector(`[data-testid="call"][data-state="${wanted}"]`) === null) return;
        observer.disconnect();
        // The frame after the one that holds the change has begun: the change is on the screen.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    });
    Object.assign(globalThis, { painted });
  }, state);
  return () => page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted);
}

/** A panel that is opened anew: when it first showed something, in milliseconds, and the script it had loaded by then, in kB of gzip. */
export async function openAnew(chromium: Chromium): Promise<{ paint: number; script: number }> {
  const page = await chromium.browser.newPage();
  const loaded = await scriptsOf(page);
  await page.goto(extensionUrl("panel/panel.html"));
  await page.waitForSelector('[data-testid="dial-field"]');
  const { paint, at } = await until(
    () =>
      page.evaluate(() => {
        const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
        return paint === undefined ? null : { paint, at: performance.timeOrigin + paint };
      }),
    "the panel has painted",
  );
  const files = loaded.filter((script) => script.at <= at).map(({ url }) => join(chromeOutput, new URL(url).pathname));
  await page.close();
  const sizes = files.map(async (file) => gzipSync(await readFile(file), { level: 9 }).length);
  return { paint, script: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1000 };
}

/** The scripts the page loads from now on, and when each was there; a page's own list leaves those of an extension out. */
async function scriptsOf(page: Page): Promise<readonly Readonly<{ url: string; at: number }>[]> {
  const loaded: { url: string; at: number }[] = [];
  const begun = new Map<string, { url: string; timestamp: number; wallTime: number }>();
  const session = await page.createCDPSession();
  session.on("Network.requestWillBeSent", ({ requestId, request, timestamp, wallTime }) => {
    if (request.url.endsWith(".js")) begun.set(requestId, { url: request.url, timestamp, wallTime });
  });
  session.on("Network.loadingFinished", ({ requestId, timestamp }) => {
    const request = begun.get(requestId);
    if (request === undefined) return;
    loaded.push({ url: request.url, at: (request.wallTime + timestamp - request.timestamp) * 1000 });
  });
  await session.send("Network.enable");
  return loaded;
}
