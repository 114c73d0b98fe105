import type { Page } from "puppeteer";
import type { Chromium } from "../e2e/chromium.ts";

/** A stretch of a thread's time in Chromium's own trace; times are microseconds. */
export type TraceEvent = Readonly<{
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** What the thread itself has worked of it: another program that had the processor meanwhile is not our cost. */
  tdur?: number;
  args?: { data?: { url?: string; scriptName?: string } };
}>;

/** What a page without any script of its own has to bear, in milliseconds: each stretch of ours on its main thread, and what is left once it is quiet. */
export type Burden = Readonly<{ slices: readonly number[]; quiet: number }>;

/** Opens the page, waits until all its numbers are marked, and then watches it for three quiet seconds. */
export async function contentScriptSlices(chromium: Chromium, url: string, numbers: number): Promise<Burden> {
  const page = await chromium.browser.newPage();
  const loading = await traced(page, async () => {
    await page.goto(url);
    // Looked at seldom: a look is work for the page too, and our script waits for idle moments.
    const all = (wanted: number): boolean => (CSS.highlights.get("twp-number")?.size ?? 0) >= wanted;
    await page.waitForFunction(all, { polling: 500, timeout: 60_000 }, numbers);
    await pause(1000);
  });
  const quiet = await traced(page, () => pause(3000));
  await page.close();
  return { slices: slicesOf(loading), quiet: slicesOf(quiet).reduce((sum, slice) => sum + slice, 0) };
}

export const pause = (milliseconds: number): Promise<unknown> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What the browser did while we acted on the page. */
export async function traced(page: Page, act: () => Promise<unknown>): Promise<TraceEvent[]> {
  await page.tracing.start({
    categories: ["devtools.timeline", "v8.execute", "disabled-by-default-devtools.timeline"],
  });
  await act();
  const bytes = await page.tracing.stop();
  const { traceEvents } = JSON.parse(Buffer.from(bytes ?? []).toString("utf8")) as { traceEvents: TraceEvent[] };
  return traceEvents.filter(({ ph, dur }) => ph === "X" && dur !== undefined);
}

/** Our files in a page's process, and in the worker's: among them the one that finds numbers. */
export const [pageFiles, workerFiles] = [/\/content\.js$/u, /^chrome-extension:.*\/assets\/[^/]+\.js$/u];

/**
 * Our share of each task that began in one of these files. What a promise of ours goes on with has no file's name in the trace: it is the
 * microtasks of the same task. Milliseconds.
 */
export function slicesOf(events: readonly TraceEvent[], files = pageFiles): number[] {
  const ours = events.filter((event) => isIn(event, files));
  const script = events.filter((event) => isIn(event, files) || event.name === "RunMicrotasks");
  return events
    .filter((task) => task.name === "RunTask" && ours.some((event) => isWithin(event, task)))
    .map((task) => {
      const inside = script.filter((event) => isWithin(event, task));
      const outermost = inside.filter((event) => !inside.some((other) => other !== event && isWithin(event, other)));
      return outermost.reduce((sum, { tdur, dur = 0 }) => sum + (tdur ?? dur), 0) / 1000;
    });
}

/** Milliseconds beyond the first 50 of each task of the threads that read a page: its Total Blocking Time. */
export function blockingOf(events: readonly TraceEvent[]): number {
  const scripted = new Set(events.filter(({ name }) => name === "ParseHTML").map(({ pid, tid }) => `${pid} ${tid}`));
  return events
    .filter(({ name, pid, tid }) => name === "RunTask" && scripted.has(`${pid} ${tid}`))
    .reduce((sum, { tdur, dur = 0 }) => sum + Math.max(0, (tdur ?? dur) / 1000 - 50), 0);
}

/** A stretch of script that began in one of these files. */
function isIn({ name, args }: TraceEvent, files: RegExp): boolean {
  const place = args?.data?.url ?? args?.data?.scriptName ?? "";
  return ["FunctionCall", "EvaluateScript", "v8.run"].includes(name) && files.test(place);
}

function isWithin(inner: TraceEvent, outer: TraceEvent): boolean {
  const sameThread = inner.pid === outer.pid && inner.tid === outer.tid;
  return sameThread && inner.ts >= outer.ts && inner.ts + (inner.dur ?? 0) <= outer.ts + (outer.dur ?? 0);
}
