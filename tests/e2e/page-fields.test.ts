import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { cardSays, placeOfButton, pressOnCard } from "./card.ts";
import type { Chromium } from "./chromium.ts";
import type { Desktop } from "./desktop.ts";
import { startFirefox, type Firefox } from "./firefox.ts";
import { startOnPages } from "./on-pages.ts";
import { clickNumber, markedNumbers, servePage } from "./page.ts";
import { wordsIn } from "./words.ts";

const en = wordsIn("en");
const html = `<p><label>Téléphone <input id="tel" type="tel" value="01 99 00 18 10" style="width: 240px"></label>
    <p><textarea id="area" rows="5" cols="50">Rappeler Claire Martin au 01 99 00 20 00 demain.</textarea>
    <p><input id="name" value="Claire Martin" style="width: 240px">
    <div id="edit" contenteditable style="width: 400px">Tél. <b>01 99 00 21 00</b></div>
    <p><input id="secret" type="password" value="0199001810"><input id="shown" value="01 99 00 18 10" style="-webkit-text-security: disc">
    <p><input id="card" autocomplete="cc-number" value="01 99 00 18 10"><input id="code" autocomplete="off" name="otp" value="01 99 00 18 10">
    <p><input id="once" autocomplete="one-time-code" value="01 99 00 18 10"><p id="text">Tél. 01 99 00 22 00`;

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

describe("a number in a field", () => {
  const badge = (number: string): string => en("marks:badge", { number });
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1200));
  const hasBadge = (number: string): Promise<unknown> =>
    until(() => placeOfButton(page, badge(number)), `the badge of ${number} is there`);
  const hasNoBadge = async (): Promise<void> => {
    await pause();
    await expect(placeOfButton(page, en("marks:badge", { number: "" }))).rejects.toThrow("no button");
  };
  afterEach(() => page.mouse.click(600, 600));

  // First of all: a call opens the panel, which then has the desktop’s keyboard.
  it("opens its card by the key, which else is for the page’s numbers", async () => {
    await page.click("#area");
    await desktop.keys("alt+shift+d");
    await cardSays(page, "01 99 00 20 00", en("marks:why.field"));
    await desktop.keys("Escape");
    await until(() => page.evaluate(() => document.activeElement?.id === "area"), "the field has the keyboard again");
    await page.click("#once");
    await desktop.keys("alt+shift+d");
    await cardSays(page, "01 99 00 22 00");
    await desktop.keys("Escape");
  });

  it("has a small button at the field’s end once the user is in it, whose card calls", async () => {
    await page.bringToFront();
    await page.click("#tel");
    await hasBadge("+33199001810");
    const field = await (await page.$("#tel"))?.boundingBox();
    const { x, y } = await placeOfButton(page, badge("+33199001810"));
    expect([x > (field?.x ?? 0) + 200, x < (field?.x ?? 0) + 240, Math.abs(y - (field?.y ?? 0) - 11) < 8]).toEqual([
      true,
      true,
      true,
    ]);
    await page.mouse.move(x, y, { steps: 3 });
    await pause();
    await page.mouse.click(x, y);
    await cardSays(page, "01 99 00 18 10", en("marks:why.field"));
    await pressOnCard(page, en("marks:card.call"));
    await until(() => window.state().calls[0]?.dialled?.target === "+33199001810", "it is called");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("tel");
  });

  it("is read at the caret, while the user writes, in every kind of field", async () => {
    await page.click("#area");
    await page.keyboard.press("End");
    await hasBadge("+33199002000");
    await page.click("#name");
    await page.keyboard.press("End");
    await page.keyboard.type(", tel. 01 99 00 23 00");
    await hasBadge("+33199002300");
    await page.click("#edit b");
    await hasBadge("+33199002100");
  });

  it.each(["secret", "shown", "card", "code", "once"])("is never read in the field “%s”", async (id) => {
    await page.click(`#${id}`);
    await page.keyboard.press("End");
    await hasNoBadge();
  });

  it("is not for a page to show: no focus and no key of its own does it", async () => {
    await page.evaluate(() => {
      const field = document.querySelector<HTMLElement>("#tel");
      field?.focus();
      Object.defineProperty(Event.prototype, "isTrusted", { get: () => true });
      for (const type of ["keydown", "keyup"])
        field?.dispatchEvent(new KeyboardEvent(type, { key: "a", bubbles: true, composed: true }));
      for (const type of ["pointerdown", "pointerup", "click"])
        field?.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true }));
    });
    await hasNoBadge();
    expect(window.state().calls).toEqual([]);
  });
});

it("a shadow tree that a page attaches long after it was read is marked, and the page’s own methods stay its own", async () => {
  const late =
    await servePage(`<!doctype html><title>Late</title><h1>Shop</h1><p>Tel. 01 99 00 12 30</p><shop-line></shop-line><div id="widget"></div>
    <button id="more">More</button><script>
    globalThis.own = Element.prototype.attachShadow;
    const fill = (host, html) => { host.attachShadow({ mode: "open" }).innerHTML = html; };
    setTimeout(() => fill(document.querySelector("shop-line"), "<p>Tel. 01 99 00 12 34</p>"), 2500);
    document.querySelector("#more").onclick = () => setTimeout(() => fill(document.querySelector("#widget"), "<p>Tel. 01 99 00 12 35</p>"), 1000);
  </script>`);
  const shop = await chromium.page(late.url);
  await until(async () => (await markedNumbers(shop)).includes("01 99 00 12 30"), "the page is read");
  await until(async () => (await markedNumbers(shop)).includes("01 99 00 12 34"), "what came late is marked");
  await shop.click("#more");
  await until(async () => (await markedNumbers(shop)).includes("01 99 00 12 35"), "what comes after a click too");
  expect(await shop.evaluate("own === Element.prototype.attachShadow && /native code/u.test(String(own))")).toBe(true);
  await clickNumber(shop, "01 99 00 12 35");
  await until(() => window.state().calls[0]?.dialled?.target === "+33199001235", "it is called");
  await shop.close();
  await late.stop();
});

describe("in Firefox", () => {
  let firefox: Firefox;
  let other: Page;
  beforeAll(async () => {
    const companion = await startCompanion();
    firefox = await startFirefox({ siteAccess: true });
    window.close();
    window = await openWindow(companion);
    const served =
      await servePage(`<!doctype html><meta charset="utf-8"><title>Fox</title><p style="margin: 40px">Tél. 01 99 00 18 10
      <p style="margin: 300px 40px 40px"><input id="tel" type="tel" value="01 99 00 20 00" style="width: 240px">`);
    stops.push(companion.stop, firefox.stop, served.stop, window.close);
    await registered(window);
    await firefox.pair(companion);
    other = await firefox.browser.newPage();
    await other.goto(served.url);
    await until(async () => (await markedNumbers(other)).length > 0, "the number is marked");
  });
  const boxOf = (selector: string) =>
    other.evaluate(
      (wanted) => document.querySelector(wanted)?.getBoundingClientRect().toJSON() as DOMRect | undefined,
      selector,
    );
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

  it("resting on a number opens its card, with all that is known, and Escape closes it", async () => {
    const place = await other.evaluate(() => {
      const [range] = [...(CSS.highlights.get("twp-number") ?? [])] as Range[];
      const { x, y } = range?.getBoundingClientRect() ?? { x: 0, y: 0 };
      return { x: x + 20, y: y + 5 };
    });
    await other.mouse.move(place.x + 300, place.y + 200);
    await other.mouse.move(place.x, place.y);
    await until(async () => ((await boxOf("twp-card"))?.height ?? 0) > 150, "the card is there");
    await other.keyboard.press("Escape");
    await until(async () => (await boxOf("twp-card")) === undefined, "it is closed");
  });

  it("the button of a field opens the card, which has the keyboard, and Enter calls", async () => {
    await other.click("#tel");
    const badge = await until(() => boxOf("twp-field"), "the button is there");
    await settle();
    await other.mouse.click(badge.x + 9, badge.y + 9);
    await until(() => boxOf("twp-card"), "the card is there");
    await settle();
    await other.keyboard.press("Enter");
    await until(() => window.state().calls[0]?.dialled?.target === "+33199002000", "it is called");
    expect(await other.evaluate(() => document.activeElement?.id)).toBe("tel");
  });

  it("N6: a page is remembered from when that is switched on, and a press brings its tab to the front", async () => {
    await leaveNoCall(window);
    await window.ask("settings.change", { rememberPages: true });
    const ask = () => window.ask("pages.withNumbers", { numbers: ["0199001810"] });
    await until(async () => (await ask()).pages.length > 0, "it is kept");
    expect((await ask()).pages).toMatchObject([{ url: other.url(), title: "Fox", words: "Tél. 01 99 00 18 10" }]);
    await window.ask("contacts.save", { id: null, name: "Claire Martin", company: "", numbers: ["0199001810"] });
    const panel = await firefox.open("panel/panel.html");
    await panel.bringToFront();
    await (await panel.waitForSelector('[data-name="Claire Martin"] [data-testid="open-card"]'))?.click();
    await (await panel.waitForSelector('[data-testid="seen-pages"] [data-testid="page-link"]'))?.click();
    await until(() => other.evaluate(() => document.visibilityState === "visible"), "its tab is in front");
  });
});
