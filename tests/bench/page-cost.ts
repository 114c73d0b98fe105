import type { CDPSession, Page } from "puppeteer";
import { skipped } from "../../extension/src/content/texts-of-page.ts";
import type { Chromium } from "../e2e/chromium.ts";
import { blockingOf, pause, slicesOf, traced, workerFiles, type TraceEvent } from "./slices.ts";

/** Megabytes: what scripts hold, and what the browser holds for them and for its document, its lines and marks. */
export type Heap = Readonly<{ script: number; browser: number }>;

/** What a page costs in one browser. Times are milliseconds of its main thread. */
export type PageCost = Readonly<{
  /** Our stretches of script; none without the extension. */
  slices: readonly number[];
  /** The same of the worker, which finds the numbers in a process of its own. */
  worker: readonly number[];
  /** Our script in three seconds after all is marked. */
  quiet: number;
  blocking: number;
  /** The sum of all layout shifts. */
  shift: number;
  heap: Heap;
  marked: number;
  /** What our script may read of it. */
  text: string;
}>;

/**
 * What opening the page costs: once in every respect, and as the median of three times where the browser's own work, which comes out otherwise
 * each time, is most of the figure.
 */
export async function costOf(chromium: Chromium, url: string, hasExtension: boolean): Promise<PageCost> {
  const first = await openedOnce(chromium, url, hasExtension);
  const all: Pick<PageCost, "blocking" | "heap">[] = [first];
  while (all.length < 3) all.push(await openedAgain(chromium, url, hasExtension));
  return {
    ...first,
    blocking: median(all.map(({ blocking }) => blocking)),
    heap: {
      script: median(all.map(({ heap }) => heap.script)),
      browser: median(all.map(({ heap }) => heap.browser)),
    },
  };
}

async function openedAgain(
  { browser }: Chromium,
  url: string,
  hasExtension: boolean,
): Promise<Pick<PageCost, "blocking" | "heap">> {
  const page = await browser.newPage();
  const loading = await loadingOf(page, url, hasExtension);
  const cost = { blocking: blockingOf(loading), heap: await heapOf(page) };
  await page.close();
  return cost;
}

const loadingOf = (page: Page, url: string, hasExtension: boolean): Promise<TraceEvent[]> =>
  traced(page, async () => {
    await page.goto(url);
    await settled(page, hasExtension ? 3 : 1);
  });

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[1] ?? Number.NaN;

/** Opens the page, waits until no more numbers come, and watches it for three quiet seconds where it has the extension. */
async function openedOnce({ browser }: Chromium, url: string, hasExtension: boolean): Promise<PageCost> {
  const page = await browser.newPage();
  const loading = await loadingOf(page, url, hasExtension);
  const slices = [...slicesOf(loading)];
  let quiet: readonly number[] = [];
  // What still had to be read has its time; what never ends is seen in the third look, too.
  for (let look = 0; look < (hasExtension ? 3 : 0) && (look === 0 || quiet.length > 0); look += 1) {
    slices.push(...quiet);
    quiet = slicesOf(await traced(page, () => pause(3000)));
  }
  const cost = {
    slices,
    worker: slicesOf(loading, workerFiles),
    quiet: sum(quiet),
    blocking: blockingOf(loading),
    shift: await page.evaluate(layoutShift),
    heap: await heapOf(page),
    marked: await marks(page),
    text: await page.evaluate(readableText, skipped),
  };
  await page.close();
  return cost;
}

/** What the page's main thread did for us while a script of the page ran and until nothing more came of it. */
export async function attacked({ browser }: Chromium, url: string, script: string): Promise<TraceEvent[]> {
  const page = await browser.newPage();
  await page.goto(url);
  await settled(page, 2);
  const events = await traced(page, async () => {
    await page.evaluate(script);
    await settled(page, 4);
  });
  await page.close();
  return events;
}

export const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const marks = (page: Page): Promise<number> => page.evaluate(() => CSS.highlights.get("twp-number")?.size ?? 0);

/** Waits until the page has its texts and the number of marks has stood still for so many half seconds. */
async function settled(page: Page, long: number): Promise<void> {
  const state = (): Promise<string> =>
    page.evaluate(() => `${CSS.highlights.get("twp-number")?.size} ${document.querySelectorAll("article").length}`);
  let [before, still] = [await state(), 0];
  while (still < long) {
    await pause(500);
    const now = await state();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}

/** Runs in the page. */
function layoutShift(): Promise<number> {
  return new Promise((resolve) => {
    let all = 0;
    const add = (list: PerformanceObserverEntryList): void => {
      for (const entry of list.getEntries()) all += (entry as unknown as { value: number }).value;
    };
    new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(all), 100);
  });
}

/** Runs in the page: the texts outside of what our script leaves out, a line each. */
function readableText(leftOut: string): string {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode() !== null)
    if (walker.currentNode.parentElement?.closest(leftOut) === null) texts.push(walker.currentNode.nodeValue ?? "");
  return texts.join("\n");
}

/** The page's heap with all the worlds in it, ours too, after the garbage is out. */
async function heapOf(page: Page): Promise<Heap> {
  const client = await page.createCDPSession();
  await client.send("HeapProfiler.collectGarbage");
  await client.send("HeapProfiler.collectGarbage");
  const usage = (await client.send("Runtime.getHeapUsage")) as { usedSize: number; embedderHeapUsedSize?: number };
  await client.detach();
  return { script: usage.usedSize / 1024 ** 2, browser: (usage.embedderHeapUsedSize ?? 0) / 1024 ** 2 };
}

const library = new URL("../../node_modules/libphonenumber-js/bundle/libphonenumber-min.js", import.meta.url).pathname;

/**
 * What one `findPhoneNumbersInText` takes for that text in a page of its own: the first time there, the library's loading included as with
 * our own scripts, and the third time.
 */
export async function libraryCost({ browser }: Chromium, text: string): Promise<{ cold: number; warm: number }> {
  const page = await browser.newPage();
  await page.evaluate((all) => void Object.assign(globalThis, { all }), text);
  const client = await page.createCDPSession();
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const begun = await busy(client);
  await page.addScriptTag({ path: library });
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const before = round === 0 ? begun : await busy(client);
    await page.evaluate("void libphonenumber.findPhoneNumbersInText(all, 'FR')");
    times.push((await busy(client)) - before);
  }
  await page.close();
  const [cold = Number.NaN, , warm = Number.NaN] = times;
  return { cold, warm };
}

/** Milliseconds that the page's main thread has worked. */
async function busy(client: CDPSession): Promise<number> {
  const { metrics } = await client.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
}
