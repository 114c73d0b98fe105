import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { servePage } from "./page.ts";

const html = `<!doctype html><title>Colleagues</title><p id="number">600</p><p id="word">Anna</p>
<p id="hidden" style="opacity: 0.01">601</p><textarea id="field">Ask 602 first</textarea><input id="secret" type="password" value="603">`;

const stops: (() => unknown)[] = [];
let window: Window;
let chromium: Chromium;
let panel: Page;
let page: Page;
beforeAll(async () => {
  // A system that gives no keys: whichever it is, the browser's own pages are what is left.
  const [companion, served] = await Promise.all([
    startCompanion(undefined, { DISPLAY: "", WAYLAND_DISPLAY: "" }),
    servePage(html),
  ]);
  stops.push(companion.stop, served.stop);
  window = await openWindow(companion);
  chromium = await startChromium();
  stops.push(window.close, chromium.stop);
  await registered(window);
  await chromium.pair(companion);
  await window.ask("settings.change", { callSelection: true });
  await window.ask("contacts.save", { id: null, name: "Anna", company: "", numbers: ["201"], hotkey: "F2" });
  await until(() => window.state().hotkeys.hindrance === "no-display", "the system gives no keys");
  page = await chromium.page(served.url);
  panel = await chromium.openPanel();
  await page.bringToFront();
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
afterEach(async () => {
  await leaveNoCall(window);
  await new Promise((resolve) => setTimeout(resolve, 600));
});

const dialled = (): string | undefined => window.state().calls.at(-1)?.dialled?.target;

async function press(key: "F2" | "F12"): Promise<void> {
  await page.keyboard.down("Control");
  await page.keyboard.press(key);
  await page.keyboard.up("Control");
}

/** Selects a paragraph by three clicks. */
const select = (id: string): Promise<void> => page.click(`#${id}`, { count: 3 });

it("F77: a number that is selected on a page is called", async () => {
  await select("number");
  await press("F12");
  await until(() => dialled() === "600", "the echo is called");
});

it("F76: a word is looked for in the panel", async () => {
  await select("word");
  await press("F12");
  await panel.waitForSelector('[data-testid="found"] [data-name="Anna"]');
  expect(window.state().calls).toEqual([]);
});

it("F77: a number in a field is called, and a password is nobody's business", async () => {
  await page.$eval("#field", (field) => {
    const area = field as HTMLTextAreaElement;
    area.focus();
    area.setSelectionRange(4, 7);
  });
  await press("F12");
  await until(() => dialled() === "602", "it is called");
  await leaveNoCall(window);
  await new Promise((resolve) => setTimeout(resolve, 600));
  await select("secret");
  await press("F12");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(window.state().calls).toEqual([]);
});

it("F87: the key of a contact calls", async () => {
  await press("F2");
  await until(() => dialled() === "201", "Anna is called");
});

it("a page can neither press a key itself nor slip a number under it that nobody sees", async () => {
  await select("number");
  await page.evaluate(() => {
    const keys = { key: "F12", code: "F12", ctrlKey: true, bubbles: true, cancelable: true };
    for (const target of [document.body, document, globalThis])
      target.dispatchEvent(new KeyboardEvent("keydown", keys));
  });
  await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector("#hidden") ?? document.body));
  await press("F12");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(window.state().calls).toEqual([]);
});
