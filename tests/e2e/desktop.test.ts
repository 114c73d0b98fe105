import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanion,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { onScreen, startDesktop, type Desktop, type Place } from "./desktop.ts";
import { markedNumbers, servePage, type ServedPage } from "./page.ts";

const html = `<!doctype html><title>Perrin & Fils</title>
<p style="margin: 120px 40px; font: 20px sans-serif">Accueil <span id="number">01 99 00 12 34</span> ou
<a id="link" href="tel:+33199001235">la boutique</a>.`;

let desktop: Desktop;
let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
let served: ServedPage;
let welcome: Page;
beforeAll(async () => {
  [desktop, companion, served] = await Promise.all([startDesktop(), startCompanion(), servePage(html)]);
  chromium = await startChromium({ desktop, siteAccess: false });
  window = await openWindow(companion);
  await registered(window);
  welcome = await chromium.pair(companion);
});
afterAll(async () => {
  window.close();
  await chromium.stop();
  await Promise.all([companion.stop(), served.stop()]);
  await desktop.stop();
});
afterEach(() => leaveNoCall(window));

const dialled = () => window.state().calls.at(-1)?.dialled;
const called = (target: string): Promise<unknown> => until(() => dialled()?.target === target, `${target} is called`);

/** The middle of the left edge, of the right edge and of the whole of an element, on the screen. */
async function boxOf(page: Page, selector: string): Promise<{ left: Place; right: Place; middle: Place }> {
  const { x, y, width, height } = await page.$eval(selector, (each) => {
    const box = each.getBoundingClientRect();
    return { x: box.x, y: box.y, width: box.width, height: box.height };
  });
  const at = (share: number): Promise<Place> => onScreen(desktop, page, { x: x + width * share, y: y + height / 2 });
  return { left: await at(0), right: await at(1), middle: await at(0.5) };
}

const hasKeyboard = (page: Page): Promise<boolean> => page.evaluate(() => document.hasFocus());

/** Our line is the last one above the browser's own “Inspect”. */
async function chooseOurs(place: Place): Promise<void> {
  await desktop.openMenu(place);
  await desktop.keys("Up", "Up", "Return");
}

describe("without access to any site", () => {
  it("nothing is marked, and a number the user selects is called from the context menu", async () => {
    const page = await chromium.page(served.url);
    const { left, right, middle } = await boxOf(page, "#number");
    await desktop.drag(left, right);
    await until(() => page.evaluate(() => String(getSelection()) === "01 99 00 12 34"), "the number is selected");
    await chooseOurs(middle);
    await called("+33199001234");
    expect(dialled()?.source).toEqual({ kind: "selection", url: served.url, title: "Perrin & Fils" });
    expect(await markedNumbers(page)).toEqual([]);
    await page.close();
  });

  it("a telephone link is called from its context menu", async () => {
    const page = await chromium.page(served.url);
    const { middle } = await boxOf(page, "#link");
    await chooseOurs(middle);
    await called("+33199001235");
    expect(dialled()?.source).toEqual({ kind: "page", url: served.url, title: "Perrin & Fils" });
    await page.close();
  });
});

it("the browser gives all our shortcuts to us", async () => {
  const shortcuts = await chromium.worker(
    "chrome.commands.getAll().then((all) => all.map(({ name, shortcut }) => [name, shortcut]))",
  );
  expect(shortcuts).toEqual(
    expect.arrayContaining([
      ["open-panel", "Alt+Shift+O"],
      ["answer", "Alt+Shift+Y"],
      ["hang-up", "Alt+Shift+H"],
      ["call-selection", "Alt+Shift+D"],
    ]),
  );
});

it("a caller is answered by the keys Alt+Shift+Y, and Alt+Shift+H hangs up", async () => {
  const page = await chromium.page(served.url);
  await window.ask("calls.dial", { target: "8201", source: { kind: "panel" } });
  await until(() => window.state().calls.some((call) => call.state === "offered"), "Anna calls back", 30_000);
  await desktop.keys("alt+shift+y");
  await until(() => window.state().calls.at(-1)?.state === "active", "answered");
  await desktop.keys("alt+shift+h");
  await until(() => window.state().calls.at(-1)?.end === "hung-up", "hung up");
  await page.close();
});

/** Presses our button, and “Allow” in the browser's question, which takes no answer in its first moments lest somebody gives it by mistake. */
async function allowSites(): Promise<boolean> {
  await until(() => hasKeyboard(welcome), "the page is in front");
  await desktop.click((await boxOf(welcome, '[data-testid="allow-sites"]')).middle);
  await until(async () => !(await hasKeyboard(welcome)), "the browser asks");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await desktop.keys("Tab", "Return");
  await until(() => hasKeyboard(welcome), "the question is answered");
  return chromium.worker("chrome.permissions.contains({ origins: ['*://*/*'] })");
}

it("the browser's own question for access to sites is answered with yes, and numbers are marked at once", async () => {
  const page = await chromium.page(served.url);
  await welcome.bringToFront();
  await welcome.waitForSelector('[data-testid="allow-sites"]');
  await welcome.$eval('[data-testid="allow-sites"]', (each) => each.scrollIntoView({ block: "center" }));
  await until(() => allowSites(), "access is given", 30_000);
  await until(
    () => welcome.$eval('[data-testid="step-numbers"]', (each) => each.getAttribute("data-state") === "done"),
    "the welcome page says so",
  );
  await until(async () => (await markedNumbers(page)).length > 0, "numbers of a page that was open are marked");
  expect(await markedNumbers(page)).toEqual(["01 99 00 12 34"]);
});
