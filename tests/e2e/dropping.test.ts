import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startChromium } from "./chromium.ts";
import { onScreen, startDesktop, type Desktop, type Place } from "./desktop.ts";
import { servePage } from "./page.ts";

const html = `<!doctype html><title>Perrin & Fils</title>
<main style="margin: 120px 40px; font: 20px sans-serif">
<p><span id="number">01 99 00 12 34</span></p>
<p><span id="sentence">Tél. : 01 99 00 12 36 (boutique)</span></p>
<p><span id="name">Icksemelle</span></p>
<p><a id="link" href="tel:+33199001235">la boutique</a></p></main>`;

const stops: (() => unknown)[] = [];
let desktop: Desktop;
let window: Window;
let page: Page;
let panel: Page;
beforeAll(async () => {
  const [started, companion, served] = await Promise.all([startDesktop(), startCompanion(), servePage(html)]);
  desktop = started;
  stops.push(desktop.stop, served.stop, companion.stop);
  const chromium = await startChromium({ desktop });
  window = await openWindow(companion);
  stops.push(chromium.stop, window.close);
  await registered(window);
  await window.ask("contacts.save", { id: null, name: "Marc Icksemelle", company: "", numbers: ["5012"] });
  await chromium.pair(companion);
  page = await chromium.page(served.url);
  panel = await chromium.openPanel();
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** The middle of an element on the screen. */
async function placeOf(selector: string): Promise<Place> {
  const box = await page.$eval(selector, (each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  return onScreen(desktop, page, box);
}

/** Selects the text of an element, as a user's third click does. */
const select = (selector: string): Promise<void> =>
  page.$eval(selector, (each) => getSelection()?.selectAllChildren(each));

/** A place in the panel that is no field and no button. */
const abovePanel = (): Promise<Place> => onScreen(desktop, panel, { x: 150, y: 420 }, { x: 900, y: 500 });

/** Carries what is selected, or a link, above the panel; the answer lets it fall. */
async function carry(selector: string): Promise<() => Promise<void>> {
  const letFall = await desktop.carry(await placeOf(selector), await abovePanel());
  await panel.waitForSelector('[data-testid="drop-place"]');
  return letFall;
}

const dialled = () => window.state().calls.at(-1)?.dialled;

describe("F71: a text that is dragged from a page and dropped anywhere on the panel", () => {
  it.each([
    ["#number", "+33199001234"],
    ["#sentence", "+33199001236"],
  ])("F72: is dialled at once where it is or holds one number (%s)", async (selector, target) => {
    await select(selector);
    const letFall = await carry(selector);
    expect(window.state().calls).toEqual([]);
    await letFall();
    await until(() => dialled()?.target === target, `${target} is called`);
    expect(dialled()?.source).toEqual({ kind: "drop" });
    await panel.waitForSelector('[data-testid="drop-place"]', { hidden: true });
  });

  it("is dialled where it is a telephone's link", async () => {
    await (
      await carry("#link")
    )();
    await until(() => dialled()?.target === "+33199001235", "the link is called");
  });

  it("is looked for where it is a name", async () => {
    await select("#name");
    await (
      await carry("#name")
    )();
    await panel.waitForFunction(() => document.querySelector("#list")?.textContent.includes("Marc Icksemelle"));
    expect(await panel.$eval('[data-testid="dial-field"]', (field) => (field as HTMLInputElement).value)).toBe(
      "Icksemelle",
    );
    expect(window.state().calls).toEqual([]);
  });
});

it("a drop that a script makes up calls nobody", async () => {
  await panel.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", "0199001234");
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(window.state().calls).toEqual([]);
});
