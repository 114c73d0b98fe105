import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { onScreen, startDesktop, type Desktop, type Place } from "./desktop.ts";
import { press, servePage } from "./page.ts";

const html = `<!doctype html><title>Table</title><p id="number">01 99 00 12 34<p id="other">01 99 00 12 35<p id="words">Perrin & Fils`;

const stops: (() => unknown)[] = [];
let desktop: Desktop;
let window: Window;
let chromium: Chromium;
let page: Page;
let panel: Page;
beforeAll(async () => {
  const [started, companion, served] = await Promise.all([startDesktop(), startCompanion(), servePage(html)]);
  desktop = started;
  stops.push(desktop.stop, served.stop, companion.stop);
  chromium = await startChromium({ desktop });
  window = await openWindow(companion);
  stops.push(chromium.stop, window.close);
  await registered(window);
  await chromium.pair(companion);
  page = await chromium.page(served.url);
  panel = await chromium.openPanel();
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** Copies an element's text by the keyboard, as in a spreadsheet. */
async function copy(selector: string): Promise<void> {
  await page.bringToFront();
  await desktop.click({ x: 300, y: 700 });
  await page.$eval(selector, (each) => getSelection()?.selectAllChildren(each));
  await desktop.keys("ctrl+c");
}

/** A place of the panel that is neither a field nor a button: a click there only brings the panel the keyboard. */
const inPanel = (): Promise<Place> => onScreen(desktop, panel, { x: 180, y: 480 }, { x: 900, y: 500 });
const come = async (): Promise<void> => desktop.click(await inPanel());

const waiting = (): Promise<string | null> =>
  panel.$eval('[data-testid="dial-field"]', (field) => field.getAttribute("placeholder"));
const shows = (number: string): Promise<unknown> => until(async () => (await waiting()) === number, `${number} waits`);
const allowed = (): Promise<boolean> =>
  chromium.worker("chrome.permissions.contains({ permissions: ['clipboardRead'] })");

it("F74: without the user's permission the clipboard is nobody's business", async () => {
  const before = await waiting();
  await copy("#number");
  await come();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await waiting()).toBe(before);
});

it("is allowed by a switch, and the browser's own question", async () => {
  const options = await chromium.page(extensionUrl("options/options.html"));
  const setting = await options.waitForSelector('[data-testid="clipboard"] input');
  await setting?.click();
  await until(async () => !(await options.evaluate(() => document.hasFocus())), "the browser asks");
  // The question takes no answer in its first moments, lest somebody gives it by mistake.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await desktop.keys("Tab", "Return");
  await until(allowed, "it is allowed");
  await options.waitForSelector('[data-testid="clipboard"] input:checked');
  await options.close();
});

describe("F73: a number that is copied by the keyboard", () => {
  it("F74, F75: stands in grey in the field when the user comes to the panel, and the button calls it", async () => {
    await copy("#number");
    await come();
    await shows("01 99 00 12 34");
    expect(window.state().calls).toEqual([]);
    await press(panel, "dial");
    await until(() => window.state().calls[0]?.dialled?.target === "+33199001234", "it is called");
    expect(window.state().calls[0]?.dialled?.source).toEqual({ kind: "clipboard" });
    expect(await waiting()).not.toBe("01 99 00 12 34");
  });

  it("is called by Enter as well, and goes by Escape", async () => {
    await copy("#other");
    await come();
    await shows("01 99 00 12 35");
    await panel.focus('[data-testid="dial-field"]');
    await panel.keyboard.press("Escape");
    await until(async () => (await waiting()) !== "01 99 00 12 35", "it has gone");
    await copy("#number");
    await come();
    await shows("01 99 00 12 34");
    await panel.focus('[data-testid="dial-field"]');
    await panel.keyboard.press("Enter");
    await until(() => window.state().calls[0]?.dialled?.target === "+33199001234", "it is called");
  });

  it("makes room for what the user types, and for other texts that are copied", async () => {
    await copy("#other");
    await come();
    await shows("01 99 00 12 35");
    await copy("#words");
    await come();
    await until(async () => (await waiting()) !== "01 99 00 12 35", "it has gone");
  });
});
