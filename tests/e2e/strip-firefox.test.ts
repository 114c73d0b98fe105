import type { Frame, Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startFirefox, type Firefox } from "./firefox.ts";
import { press, servePage, showsCall } from "./page.ts";
import { inView, placeOf } from "./strip.ts";
import { shows as says, wordsIn } from "./words.ts";

const en = wordsIn("en");
const html = `<!doctype html><meta charset="utf-8"><title>Perrin & Fils</title><input id="note" style="position:fixed;left:420px;top:20px">
  <main style="height:2000px">Text</main>`;

let window: Window;
let firefox: Firefox;
let page: Page;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  const companion = await startCompanion();
  window = await openWindow(companion);
  firefox = await startFirefox({ siteAccess: true });
  const served = await servePage(html, { "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'" });
  stops.push(companion.stop, window.close, firefox.stop, served.stop);
  await registered(window);
  await firefox.pair(companion);
  page = await firefox.browser.newPage();
  await page.goto(served.url);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
afterEach(() => leaveNoCall(window));

/** What of the strip is there: our element is under a point near the edge, or further in. */
async function shows(what: "nothing" | "line" | "panel"): Promise<void> {
  const look = (): Promise<string> =>
    page.evaluate(() => {
      const isOurs = (x: number): boolean => document.elementFromPoint(x, 300)?.getAttribute("popover") === "manual";
      return isOurs(200) ? "panel" : isOurs(1) ? "line" : "nothing";
    });
  await until(async () => (await look()) === what, `the strip shows ${what}`);
}

async function reveal(): Promise<Frame> {
  await page.bringToFront();
  await page.mouse.move(500, 300);
  await page.mouse.move(1, 300);
  await shows("panel");
  const frame = await until(async () => {
    for (const each of page.frames().slice(1))
      if (await each.evaluate(() => location.pathname.endsWith("strip.html"))) return each;
    return null;
  }, "the frame is there");
  await frame.waitForSelector('[data-testid="echo"]', { timeout: 15_000 });
  return frame;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

it("F29, F30, F33 in Firefox: the line is there once it is wanted, and nothing of the page moves", async () => {
  await page.bringToFront();
  await pause(1000);
  await shows("nothing");
  const before = await page.evaluate(measure);
  await window.ask("settings.change", { hideAutomatically: true });
  await shows("line");
  await reveal();
  expect(await page.evaluate(measure)).toEqual(before);
  await page.mouse.move(600, 300);
  await shows("line");
});

/** Runs in the page. */
function measure(): readonly unknown[] {
  const { clientWidth, scrollWidth, scrollHeight } = document.documentElement;
  const { x, width } = document.querySelector("main")?.getBoundingClientRect() ?? {};
  return [clientWidth, scrollWidth, scrollHeight, x, width];
}

it("F32, F34, F35 in Firefox: it shows at the touch of either edge, and hides three seconds after, or by Escape", async () => {
  await page.click("#note");
  await reveal();
  await page.keyboard.type("abc");
  expect(await page.$eval("#note", (note) => (note as HTMLInputElement).value)).toBe("abc");
  await page.mouse.move(600, 300);
  await pause(2300);
  await shows("panel");
  await pause(1200);
  await shows("line");
  await reveal();
  await page.keyboard.press("Escape");
  await shows("line");
  await page.mouse.move(500, 300);
  await window.ask("settings.change", { edge: "right" });
  const right = (await page.evaluate(() => document.documentElement.clientWidth)) - 1;
  await until(
    () => page.evaluate((x) => document.elementFromPoint(x, 300)?.getAttribute("popover") === "manual", right),
    "the line is at the right",
  );
  await window.ask("settings.change", { edge: "left" });
  await shows("line");
});

it("a page that covers the strip, which this browser cannot see, gets no call: calls are made and answered in the sidebar", async () => {
  const frame = await reveal();
  const echo = await placeOf(frame, "echo");
  await page.mouse.move(echo.x, echo.y);
  await inView();
  await page.mouse.click(echo.x, echo.y);
  await says2(frame, en("strip:carried.title"));
  expect(window.state().calls).toEqual([]);
  const field = await placeOf(frame, "dial-field");
  await page.mouse.click(field.x, field.y);
  await page.keyboard.type("201");
  await page.keyboard.press("Enter");
  await pause(1000);
  expect(window.state().calls).toEqual([]);
  // Its sidebar no tool can reach: the panel is the same page in a tab.
  const panel = await firefox.open("panel/panel.html");
  await until(() => window.state().sounds.holder, "the panel has the sound, which the strip never takes");
  const dialled = (): Promise<string> =>
    panel.$eval('[data-testid="dial-field"]', (each) => (each as HTMLInputElement).value);
  await until(async () => (await dialled()) === "201", "the number is carried there");
  await panel.bringToFront();
  await press(panel, "dial");
  await showsCall(panel, "active");
  await press(panel, "hang-up");
  await says(panel, en("calls:end.hung-up"));
  await panel.close();
});

it("our page in a frame of the page's own stays empty, whatever that says to it, and speaks to nobody", async () => {
  const empty = await page.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.src = "moz-extension://5b0f4f0e-7d53-4c1e-9f6e-4d8a0f8e7c11/src/strip/strip.html";
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve));
    const { port2 } = new MessageChannel();
    const ticket = "0b5f6c8e-1111-4222-8333-444455556666";
    frame.contentWindow?.postMessage({ type: "strip.open", ticket }, "*", [port2]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return frames.length;
  });
  expect(empty).toBe(1);
  const own = await until(() => page.frames().at(-1), "the frame is there");
  expect(await own.evaluate(() => document.body.innerHTML.trim())).toBe("");
});

/** The strip says that. */
async function says2(frame: Frame, text: string): Promise<void> {
  await until(async () => (await frame.evaluate(() => document.body.innerText)).includes(text), `it says “${text}”`);
}
