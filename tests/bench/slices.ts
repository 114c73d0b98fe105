import type { Chromium } from "../e2e/chromium.ts";
import { markedNumbers } from "../e2e/page.ts";
import { until } from "../peers/process.ts";

type TraceEvent = Readonly<{
  name: string;
  dur?: number;
  /** What the thread itself has worked of it: another program that had the processor meanwhile is not our cost. */
  tdur?: number;
  ph: string;
  args?: { data?: { url?: string; scriptName?: string } };
}>;

/** How long each stretch of our content script held a page's main thread, in milliseconds, and how much it used once the page was quiet. */
export async function contentScriptSlices(
  chromium: Chromium,
  url: string,
): Promise<{ slices: number[]; quiet: number }> {
  const page = await chromium.browser.newPage();
  const trace = async (act: () => Promise<unknown>): Promise<number[]> => {
    await page.tracing.start({
      categories: ["devtools.timeline", "v8.execute", "disabled-by-default-devtools.timeline"],
    });
    await act();
    const bytes = await page.tracing.stop();
    const { traceEvents } = JSON.parse(Buffer.from(bytes ?? []).toString("utf8")) as { traceEvents: TraceEvent[] };
    return traceEvents.filter(isOurs).map((event) => (event.tdur ?? event.dur ?? 0) / 1000);
  };
  const slices = await trace(async () => {
    await page.goto(url);
    await until(async () => (await markedNumbers(page)).length >= 2000, "every number is marked", 30_000);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  });
  const quiet = await trace(() => new Promise((resolve) => setTimeout(resolve, 3000)));
  await page.close();
  return { slices, quiet: quiet.reduce((sum, slice) => sum + slice, 0) };
}

/** A stretch of script that began in one of our own files. */
function isOurs({ name, ph, args }: TraceEvent): boolean {
  const place = args?.data?.url ?? args?.data?.scriptName ?? "";
  return (
    ph === "X" &&
    ["FunctionCall", "EvaluateScript", "v8.run"].includes(name) &&
    /\/(?:content|finder)\.js$/u.test(place)
  );
}
