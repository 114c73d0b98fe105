import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { attacks, type Attack } from "./attacks.ts";
import { startChromium } from "./chromium.ts";
import { startFirefox } from "./firefox.ts";
import { markedNumbers, servePage, type ServedPage } from "./page.ts";

const honest = `<p style="position:absolute;left:40px;top:40px">Tel. <span id="number">01 99 00 12 34</span> <a id="link" href="tel:+33199001235">Boutique</a></p>`;

/** Opens a page of the world in a browser that has the extension. */
type Visit = (url: string) => Promise<Page>;

const browsers: Readonly<Record<string, (stops: (() => unknown)[], code: string) => Promise<Visit>>> = {
  async Chromium(stops, code) {
    const chromium = await startChromium();
    stops.push(chromium.stop);
    await chromium.pair({ code });
    return chromium.page;
  },
  async Firefox(stops, code) {
    const firefox = await startFirefox({ siteAccess: true });
    stops.push(firefox.stop);
    await firefox.pair({ code });
    return async (url) => {
      const page = await firefox.browser.newPage();
      await page.goto(url);
      return page;
    };
  },
};

describe.each(Object.keys(browsers))("in %s, nothing is called by", (browser) => {
  const stops: (() => unknown)[] = [];
  let visit: Visit;
  let window: Window;
  let served: ServedPage | undefined;
  let page: Page | undefined;
  beforeAll(async () => {
    const companion = await startCompanion();
    stops.push(companion.stop);
    window = await openWindow(companion);
    stops.push(window.close);
    await registered(window);
    const open = browsers[browser];
    if (open === undefined) throw new Error("no such browser");
    visit = await open(stops, companion.code);
  });
  afterEach(async () => {
    await page?.close();
    await served?.stop();
    await leaveNoCall(window);
  });
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  async function besiege({ html = "", script = "", bait }: Attack) {
    served = await servePage(`<!doctype html><meta charset="utf-8"><title>Hostile</title>${honest}${html}`);
    page = await visit(served.url);
    const attacked = page;
    await attacked.bringToFront();
    await until(async () => (await markedNumbers(attacked)).includes("01 99 00 12 34"), "the number is marked", 20_000);
    // Looked up before the page's own methods are others.
    const number = await placeOf(attacked, "#number");
    const baited = bait === undefined ? null : await placeOf(attacked, bait);
    await attacked.evaluate(`(async () => { ${script} })()`);
    if (baited !== null) await attacked.mouse.click(baited.x, baited.y);
    return { attacked, number };
  }

  it("the card, which a page can neither restyle, nor move, nor be too strict for", async () => {
    const strict = { "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'" };
    served = await servePage(`<!doctype html><meta charset="utf-8"><title>Strict</title>${plain}`, strict);
    page = await visit(served.url);
    expect(await lookOfCard(page)).toEqual(ours);
    await page.close();
    await served.stop();
    served = await servePage(`<!doctype html><meta charset="utf-8"><title>Hostile</title><style>
      html > twp-card { opacity: 0 !important; transform: scale(9) !important; inset: 0 !important; width: 9px !important; animation: go 1s infinite !important }
      twp-card::part(number), twp-card::part(call) { font-size: 0 !important } @keyframes go { to { opacity: 0 } }</style>${plain}`);
    page = await visit(served.url);
    expect(await lookOfCard(page)).toEqual(ours);
    const again =
      "opacity: 0 !important; --twp-x: 0px !important; translate: 90px !important; display: none !important";
    await page.$eval("twp-card", (each, style) => each.setAttribute("style", style), again);
    expect(await lookNow(page)).toEqual(ours);
  });

  it.each(attacks.map((attack) => [attack.name, attack] as const))("%s", async (_name, attack) => {
    const { attacked, number } = await besiege(attack);
    // Nobody was called: a call that the user makes now is the only one there is. The page may have been drawn anew just then.
    await until(async () => {
      const isCalled = (): boolean => window.state().calls.length > 0;
      if (!isCalled()) await attacked.mouse.click(number.x, number.y);
      // A click that was not heard is made again; on a busy machine one that was takes its time.
      await until(isCalled, "it is called", 2000).catch(() => undefined);
      return isCalled();
    }, "the user's own click calls");
    expect(window.state().calls.map((call) => call.dialled?.target)).toEqual(["+33199001234"]);
    const caught = await attacked.evaluate("globalThis.caught?.length ?? 0");
    expect(caught).toBe(0);
  });
});

const plain = `<p>Tel. <span id="number">01 99 00 12 34</span></p>`;
const ours = {
  backgroundColor: "rgb(255, 255, 255)",
  opacity: "1",
  transform: "none",
  translate: "none",
  position: "fixed",
  width: "320px",
  isBelow: true,
};

/** How the card is drawn, once the pointer has rested on the number. */
async function lookOfCard(page: Page): Promise<unknown> {
  await page.bringToFront();
  await until(async () => (await markedNumbers(page)).length > 0, "the number is marked", 20_000);
  const { x, y } = await placeOf(page, "#number");
  await page.mouse.move(x, y, { steps: 3 });
  await page.waitForSelector("twp-card", { timeout: 10_000 });
  return lookNow(page);
}

const lookNow = (page: Page): Promise<unknown> =>
  page.$eval("twp-card", (card) => {
    const { backgroundColor, opacity, transform, translate, position, width } = getComputedStyle(card);
    const [box, number] = [card, document.querySelector("#number")].map((each) => each?.getBoundingClientRect());
    const isBelow =
      Math.abs((box?.y ?? 0) - (number?.bottom ?? 0)) < 10 && Math.abs((box?.x ?? 0) - (number?.x ?? 0)) < 10;
    return { backgroundColor, opacity, transform, translate, position, width, isBelow };
  });

/** A place inside of an element, where a user would click; what is not shown has none but its own. */
async function placeOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const { x, y } = await page.$eval(selector, (each) => {
    const box = each.getBoundingClientRect();
    return { x: box.x, y: box.y };
  });
  return { x: (x || 40) + 30, y: (y || 260) + 8 };
}
