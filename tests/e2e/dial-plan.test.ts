import type { Page } from "puppeteer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { until } from "../peers/process.ts";
import { startWiretap, type Wiretap } from "../peers/wiretap.ts";
import { extensionUrl, startChromium } from "./chromium.ts";
import { dial, press } from "./page.ts";
import { wordsIn } from "./words.ts";

const en = wordsIn("en");
const stops: (() => unknown)[] = [];
let wire: Wiretap;
let window: Window;
let options: Page;
let panel: Page;
beforeAll(async () => {
  const [kamailio, tap, chromium] = await Promise.all([startKamailio(), startWiretap(), startChromium()]);
  wire = tap;
  const companion = await startCompanion({ user: "alice", port: kamailio.port });
  window = await openWindow(companion);
  stops.push(kamailio.stop, tap.stop, companion.stop, chromium.stop, window.close);
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  options = await chromium.page(extensionUrl("options/options.html"));
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

async function write(field: string, text: string): Promise<void> {
  const place = await options.waitForSelector(`#dialling [name="${field}"]`);
  await place?.evaluate((each) => {
    each.closest("details")?.setAttribute("open", "");
    (each as HTMLInputElement).select();
  });
  await place?.press("Backspace");
  await place?.type(text);
}

/** What the simulator shows, a line for each step. */
const steps = (): Promise<readonly string[]> =>
  options.$$eval('[data-testid="dial-steps"] li', (lines) => lines.map((line) => line.innerText.replaceAll("\n", " ")));
const shows = (expected: readonly string[]): Promise<unknown> =>
  until(async () => {
    const shown = await steps();
    if (JSON.stringify(shown) !== JSON.stringify(expected)) throw new Error(shown.join("\n"));
    return true;
  }, "the steps are shown");
const line = (step: string, result: string): string => `${en(`plan:step.${step}`)} ${result}`;

it("N2: the simulator shows every step of a typed number under a system's usual plan, before it is saved", async () => {
  await options.waitForSelector("#dialling select");
  await (await options.waitForSelector("#dialling select"))?.select("zero");
  await write("shortCodes", "7 = 01 99 00 12 34");
  await write("internalLengths", "3, 5000-5099");
  await write("try", "7");
  const uri = "sip:00199001234@uc.test";
  await shows([
    line("read", "7"),
    line("short-code", "0199001234"),
    line("public", "+33199001234"),
    line("national", "0199001234"),
    line("prefix", "00199001234"),
    line("uri", uri),
  ]);
  await write("try", "5012");
  await shows([line("read", "5012"), line("internal", "5012"), line("uri", "sip:5012@uc.test")]);
  expect(window.state().dialling.outsidePrefix).toBe("");
});

it("N2: what the simulator shows is what leaves, once the plan is saved", async () => {
  await press(options, "save-plan");
  await until(() => window.state().dialling.shortCodes.length === 1, "the plan is kept");
  expect(window.state().dialling).toMatchObject({ outsidePrefix: "0", internalRanges: [{ from: "5000", to: "5099" }] });
  await panel.bringToFront();
  await dial(panel, "7");
  const invited = (): boolean =>
    wire
      .since()
      .some(({ payload }) => Buffer.from(payload).toString("latin1").startsWith("INVITE sip:00199001234@uc.test "));
  await until(invited, "the number leaves");
  await leaveNoCall(window);
});

it("N2: what makes no plan is said at its field, and cannot be saved", async () => {
  await options.bringToFront();
  await write("internalLengths", "5099-5000");
  await options.waitForSelector('[name="internalLengths"][aria-invalid="true"]');
  await options.waitForSelector('[data-testid="save-plan"][disabled]');
  await write("internalLengths", "3");
  await options.waitForSelector('[data-testid="save-plan"]:not([disabled])');
});
