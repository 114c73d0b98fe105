import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { chromeOutput, startChromium, type Chromium } from "../e2e/chromium.ts";
import { servePage } from "../e2e/page.ts";
import { startCompanion } from "../peers/companion.ts";
import { figureOf, runBench, type Figure } from "./figures.ts";
import { attacked, costOf, libraryCost, sum, type PageCost } from "./page-cost.ts";
import { savedPages } from "./pages/pages.ts";
import { slicesOf } from "./slices.ts";

/** One page of the set: with the extension, without it, and what the library takes for its text. */
type Measured = Readonly<{ with: PageCost; without: PageCost; cold: number; warm: number }>;

const deep = (element: string, levels: number): string => `let at = document.body;
  for (let n = 0; n < ${levels}; n += 1) at = at.appendChild(document.createElement("${element}"));
  at.textContent = "Tel. 01 99 00 66 66";`;

/** What pages may do to us, by mistake or to stop the reader. */
const hostile: Readonly<Record<string, string>> = {
  "a number 2,000 inline elements deep": deep("b", 2000),
  // With 10,000, or 4,000 blocks within each other, Chromium by itself no longer answers while it is traced.
  "a number 2,000 blocks deep": deep("div", 2000),
  "120 kB of digit groups": `document.body.append(Object.assign(document.createElement("p"), { textContent: "01 99 ".repeat(20000) }));`,
};

const stops: (() => unknown)[] = [];

await runBench("numbers", stops, async (take) => {
  const companion = await startCompanion();
  stops.push(companion.stop);
  const [chromium, bare] = [await startChromium(), await startChromium({ siteAccess: false })];
  stops.push(chromium.stop, bare.stop);
  await (await chromium.pair(companion)).goto("about:blank");
  take(await scripts());
  take(figuresOf(await pages(chromium, bare)));
  take(await attacks(chromium));
});

/** What a page has to compile. */
async function scripts(): Promise<Figure[]> {
  const size = gzipSync(await readFile(`${chromeOutput}/content.js`), { level: 9 }).length / 1000;
  return [figureOf("script of a page, gzip", "kB", [size], { max: 70 })];
}

async function pages(chromium: Chromium, bare: Chromium): Promise<Measured[]> {
  const all: Measured[] = [];
  const rows: Record<string, unknown> = {};
  for (const { name, html } of savedPages()) {
    const served = await servePage(html);
    const [without, marked] = [await costOf(bare, served.url, false), await costOf(chromium, served.url, true)];
    await served.stop();
    const one = { with: marked, without, ...(await libraryCost(chromium, without.text)) };
    all.push(one);
    rows[name] = row(one);
  }
  console.table(rows);
  return all;
}

/** What the figures are made of, a page a line. */
function row({ with: ours, without, cold, warm }: Measured): Record<string, number> {
  const cells = {
    "text kB": without.text.length / 1000,
    numbers: ours.marked,
    "ours ms": sum(ours.slices),
    "library ms": cold,
    "again ms": warm,
    "worker ms": sum(ours.worker),
    "longest ms": Math.max(...ours.slices),
    "blocking ms": ours.blocking,
    "without ms": without.blocking,
    "quiet ms": ours.quiet,
    "heap MB": ours.heap.script - without.heap.script,
    "browser MB": ours.heap.browser - without.heap.browser,
  };
  return Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, Math.round(value * 10) / 10]));
}

function figuresOf(all: readonly Measured[]): Figure[] {
  const each = (of: (one: Measured) => number): number[] => all.map(of);
  const [ours, cold, warm] = [each((one) => sum(one.with.slices)), each((one) => one.cold), each((one) => one.warm)];
  const first = { name: "findPhoneNumbersInText, loaded anew", samples: [sum(cold)] };
  const again = { name: "findPhoneNumbersInText, third time", samples: [sum(warm)] };
  const perPage = { name: "findPhoneNumbersInText", samples: cold };
  const script = (one: Measured): number => one.with.heap.script - one.without.heap.script;
  const browser = (one: Measured): number => one.with.heap.browser - one.without.heap.browser;
  return [
    figureOf("our script on all 20 pages", "ms", [sum(ours)], { max: Math.round(sum(cold)) }, first),
    figureOf("the same, beside the library once it is warm", "ms", [sum(ours)], { max: Math.round(sum(warm)) }, again),
    figureOf("our script on a page", "ms", ours, {}, perPage),
    figureOf(
      "the worker for a page",
      "ms",
      each((one) => sum(one.with.worker)),
      {},
    ),
    figureOf(
      "slice of the worker",
      "ms",
      all.flatMap((one) => one.with.worker),
      {},
    ),
    figureOf(
      "slice of it",
      "ms",
      all.flatMap((one) => one.with.slices),
      { max: 8 },
    ),
    figureOf(
      "Total Blocking Time added to a page",
      "ms",
      each((one) => one.with.blocking - one.without.blocking),
      { max: 20 },
    ),
    figureOf(
      "layout shift added to a page",
      "",
      each((one) => one.with.shift - one.without.shift),
      { max: 0 },
    ),
    figureOf(
      "our script on a quiet page, in 3 s",
      "ms",
      each((one) => one.with.quiet),
      { max: 0 },
    ),
    figureOf("heap of scripts added to a page", "MB", each(script), { max: 5 }),
    figureOf("heap of the browser itself added to it", "MB", each(browser), { max: 5 }),
  ];
}

async function attacks(chromium: Chromium): Promise<Figure[]> {
  const served = await servePage(
    `<!doctype html><meta charset="utf-8"><title>Attack</title><p>Tel. 01 99 00 12 34</p>`,
  );
  stops.push(served.stop);
  const figures: Figure[] = [];
  for (const [name, script] of Object.entries(hostile)) {
    const slices = slicesOf(await attacked(chromium, served.url, script));
    console.log(`${name}: ${Math.round(sum(slices))} ms of ours in all`);
    figures.push(figureOf(`slice on a page with ${name}`, "ms", slices, { max: 8 }));
  }
  return figures;
}
