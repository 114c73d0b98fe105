import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { cardSays, hover, pressOnCard } from "./card.ts";
import { extensionUrl, type Chromium } from "./chromium.ts";
import { onScreen, type Desktop } from "./desktop.ts";
import { startOnPages } from "./on-pages.ts";
import { clickNumber, markedNumbers, press } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const html = `<p>Tél. 01 99 00 18 10</p>
  <p id="order">Commande n° <span>0199001234</span> du jour</p><p>Commande n° 0199001234</p>
  <p id="parcel">Commande n° <span>0199001235</span> du jour</p>`;

const stops: (() => unknown)[] = [];
let desktop: Desktop;
let window: Window;
let chromium: Chromium;
let page: Page;
beforeAll(async () => {
  ({ desktop, window, chromium, page } = await startOnPages(html, stops));
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
afterEach(() => leaveNoCall(window));

/** Opens the card of a marked number by the pointer. */
async function rest(text: string): Promise<void> {
  await page.mouse.move(700, 500);
  await hover(page, text);
}

describe("N1: what the user says to be a number", () => {
  const site = "127.0.0.1";
  async function select(selector: string): Promise<void> {
    await page.bringToFront();
    await page.mouse.move(700, 500);
    await page.mouse.click(700, 500);
    await page.click(`${selector} span`, { count: 2 });
    await until(() => page.evaluate(() => String(getSelection()).trim().length === 10), "it is selected");
    // The menu is told when the selection rests.
    await new Promise((resolve) => setTimeout(resolve, 800));
  }
  async function middleOf(selector: string) {
    const box = await (await page.$(`${selector} span`))?.boundingBox();
    return onScreen(desktop, page, { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + 8 });
  }

  it("is said in the context menu, marked all over the site, and called", async () => {
    await select("#order");
    await desktop.openMenu(await middleOf("#order"));
    await desktop.keys("Up", "Up", "Right", "Down", "Return");
    await until(
      async () => (await markedNumbers(page)).filter((each) => each === "0199001234").length === 2,
      "both are marked",
    );
    await page.reload();
    await until(async () => (await markedNumbers(page)).includes("0199001234"), "it stays so");
    await page.mouse.click(700, 500);
    await clickNumber(page, "0199001234");
    await until(() => window.state().calls[0]?.dialled?.target === "+33199001234", "it is called");
    await rest("0199001234");
    await cardSays(page, en("marks:why.learned"));
  });

  it("is said on the card of what is selected as well", async () => {
    await select("#parcel");
    const box = await (await page.$("#parcel span"))?.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 8);
    await cardSays(page, "0199001235", en("marks:why.selected"));
    await pressOnCard(page, en("marks:card.own"));
    await until(async () => (await markedNumbers(page)).includes("0199001235"), "it is marked");
  });

  it("is shown and forgotten in the preferences", async () => {
    const options = await chromium.page(extensionUrl("options/options.html"));
    await shows(options, `${site}: 0199001234, 0199001235`);
    await press(options, `forget-numbers-${site}`);
    await hides(options, `${site}: 0199001234, 0199001235`);
    await options.close();
    await page.bringToFront();
    await until(
      async () => !(await markedNumbers(page)).some((each) => each.startsWith("019900123")),
      "none is marked",
    );
  });

  it("is nothing that a page says by itself", async () => {
    await page.evaluate(() => {
      const digits = document.querySelector("#order span") ?? document.body;
      getSelection()?.selectAllChildren(digits);
      for (const type of ["contextmenu", "pointermove", "pointerdown", "click"])
        digits.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 2, clientX: 120, clientY: 150 }));
      postMessage({ type: "number.owned", text: "0199001234" }, "*");
      document.querySelector("twp-card")?.dispatchEvent(new MouseEvent("click"));
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await markedNumbers(page)).not.toContain("0199001234");
  });
});
