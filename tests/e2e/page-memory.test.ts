import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startAlice, type Alice } from "./alice.ts";
import { hover, pressOnCard } from "./card.ts";
import { extensionUrl, type Chromium } from "./chromium.ts";
import { onScreen, type Desktop } from "./desktop.ts";
import { clickNumber, markedNumbers, press, servePage, showsCall, type ServedPage } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const switchOf = '[data-testid="page-memory"] .switch input';
const laura = "+34911234567";

let alice: Alice;
let desktop: Desktop;
let window: Window;
let chromium: Chromium;
let panel: Page;
let options: Page;
const served: ServedPage[] = [];
beforeAll(async () => {
  alice = await startAlice();
  ({ desktop, window, chromium, panel } = alice);
  options = await chromium.page(extensionUrl("options/options.html"));
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const each of served) await each.stop();
  await alice.stop();
});

/** Two sites of the world; the browser knows that both are this computer. */
type Site = "crm.localhost" | "wiki.localhost";

/** Opens a page of that site and waits until so many of its numbers are marked. */
async function visit(site: Site, title: string, html: string, path = "person?id=42"): Promise<Page> {
  const one = await servePage(`<!doctype html><meta charset="utf-8"><title>${title}</title>${html}`);
  served.push(one);
  const page = await chromium.page(`${one.url.replace("127.0.0.1", site)}${path}`);
  await page.bringToFront();
  await until(async () => (await markedNumbers(page)).length > 0, "the page is read");
  return page;
}
const count = async (): Promise<number> => (await window.ask("pages.count", null)).pages;
const counts = (pages: number): Promise<unknown> =>
  until(async () => (await count()) === pages, `${pages} pages are kept`);
/** Longer than a page that is kept takes to come to the companion. */
const aWhile = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 1200));
const pagesWith = async (...numbers: string[]) => (await window.ask("pages.withNumbers", { numbers })).pages;

const customer = "<table><tr><td>Laura Garcia</td><td>Tel. +34 911 23 45 67</td><td hidden>secret</td></tr></table>";
const offered = '[data-testid="call"] [data-testid="seen-pages"]';

describe("N6: page memory", () => {
  it("keeps nothing at first, nor the words around a number that is called", async () => {
    const page = await visit("crm.localhost", "Office", "<p>Ring Anna Becker: 01 99 00 12 34 now</p>");
    await aWhile();
    expect(await count()).toBe(0);
    await clickNumber(page, "01 99 00 12 34");
    await until(() => window.state().calls.length > 0, "it is called");
    expect(window.state().calls[0]?.dialled?.source).toEqual({ kind: "page", url: page.url(), title: "Office" });
    await page.close();
  });

  it("is switched on in the preferences, and keeps a page with what is said around the number", async () => {
    await options.bringToFront();
    await shows(options, en("page-memory:setting.none"));
    await options.click(switchOf);
    await until(() => window.state().settings.values.rememberPages, "it is on");
    await visit("crm.localhost", "Laura’s file", customer, "person?id=42&token=abc#notes");
    await counts(1);
    expect(await pagesWith("0034 911 23 45 67")).toMatchObject([
      {
        url: expect.stringMatching(/^http:\/\/crm\.localhost:\d+\/person\?id=42$/u) as string,
        title: "Laura’s file",
        words: "Laura Garcia Tel. +34 911 23 45 67",
      },
    ]);
  });

  it("offers a caller’s page on the card, and a press brings its tab to the front", async () => {
    const [elsewhere] = [await chromium.page("about:blank")];
    await elsewhere.bringToFront();
    const sipp = await alice.isCalled("caller-rings-and-is-declined-with-486");
    await showsCall(panel, "offered");
    await panel.waitForSelector(offered);
    await shows(
      panel,
      en("page-memory:seen"),
      "Laura’s file",
      "crm.localhost, ",
      "“Laura Garcia Tel. +34 911 23 45 67”",
    );
    const tabs = (await chromium.browser.pages()).length;
    await panel.click(`${offered} [data-testid="page-link"]`);
    const file = await pageTitled("Laura’s file");
    await until(() => file.evaluate(() => document.visibilityState === "visible"), "its tab is in front");
    expect((await chromium.browser.pages()).length).toBe(tabs);
    await file.close();
    await elsewhere.bringToFront();
    // By the keyboard, and where no tab has it any more.
    await panel.focus(`${offered} [data-testid="page-link"]`);
    await panel.keyboard.press("Enter");
    await (await pageTitled("Laura’s file")).close();
    await press(panel, "decline");
    expect(await sipp.passed).toBe(true);
    await sipp.stop();
    await elsewhere.close();
  });

  it("shows on a contact’s card where the number was seen, and nothing of one that was not", async () => {
    await window.ask("contacts.save", { id: null, name: "Laura Garcia", company: "", numbers: [laura] });
    await window.ask("contacts.save", { id: null, name: "Anna Becker", company: "", numbers: ["5031"] });
    await press(panel, "tab-contacts");
    for (const name of ["Laura Garcia", "Anna Becker"])
      await (await panel.waitForSelector(`[data-name="${name}"] [data-testid="open-card"]`))?.click();
    await panel.waitForSelector('[data-name="Laura Garcia"] [data-testid="seen-pages"]');
    await panel.waitForSelector('[data-name="Anna Becker"] [data-testid="log"]');
    expect(await panel.$('[data-name="Anna Becker"] [data-testid="seen-pages"]')).toBeNull();
  });

  it("keeps the words around a number that is called, on the call’s card and in the journal", async () => {
    const line = "<p id=line>Ring <a href=/anna>Anna Becker</a>: <b>01 99</b> 00 12 34<br>or Tom</p>";
    const page = await visit("wiki.localhost", "Who is who", line);
    await clickNumber(page, "01 99 00 12 34");
    await panel.waitForSelector('[data-testid="call"] [data-testid="from-page"]');
    await shows(panel, en("journal:from-page", { title: "Who is who" }), "“Ring Anna Becker: 01 99 00 12 34”");
    await leaveNoCall(window);
    await press(panel, "tab-calls");
    await (await panel.waitForSelector('[data-testid="journal"] [data-testid="open-log"]'))?.click();
    await panel.waitForSelector('[data-testid="log"] [data-testid="words"]');
    await hover(page, "01 99 00 12 34");
    await pressOnCard(page, en("marks:card.call"));
    await until(() => window.state().calls[0]?.dialled?.source, "it is called from the card");
    expect(window.state().calls[0]?.dialled?.source).toMatchObject({ words: "Ring Anna Becker: 01 99 00 12 34" });
    await page.close();
  });

  it("keeps the words around what is selected and called by the browser’s menu", async () => {
    const page = await visit(
      "wiki.localhost",
      "Orders",
      "<p>Tel. 01 99 00 12 30</p><p>Order n° <i>0199001235</i> of the day</p>",
    );
    await page.click("i", { count: 2 });
    await until(() => page.evaluate(() => String(getSelection()).trim() === "0199001235"), "it is selected");
    await aWhile();
    const box = await (await page.$("i"))?.boundingBox();
    await desktop.openMenu(await onScreen(desktop, page, { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 8 }));
    await desktop.keys("Up", "Up", "Right", "Return");
    await until(() => window.state().calls[0]?.dialled?.source, "it is called");
    expect(window.state().calls[0]?.dialled?.source).toMatchObject({
      kind: "selection",
      words: "Order n° 0199001235 of the day",
    });
    await page.close();
  });

  it("forgets a site that is left out on a number’s card, and keeps nothing more of it", async () => {
    const before = await count();
    expect(before).toBe(3);
    const here = `${customer}<p>Ring Anna Becker: 01 99 00 12 34</p>`;
    const first = await visit("crm.localhost", "Another file", here, "person?id=43");
    await counts(before + 1);
    await hover(first, "01 99 00 12 34");
    await pressOnCard(first, en("marks:card.leave-memory"));
    await counts(before - 1);
    expect(await pagesWith(laura)).toEqual([]);
    const page = await visit("crm.localhost", "Another file", here, "person?id=44");
    await aWhile();
    await clickNumber(page, "01 99 00 12 34");
    await until(() => window.state().calls[0]?.dialled?.source, "it is called");
    expect(window.state().calls[0]?.dialled?.source).not.toHaveProperty("words");
    expect(await count()).toBe(before - 1);
    for (const each of [first, page]) await each.close();
  });

  it("leaves a site out, and takes it back, in the preferences", async () => {
    await options.bringToFront();
    await shows(options, "crm.localhost");
    await press(options, "take-memory-crm.localhost");
    await shows(options, en("page-memory:sites.none"));
    await (
      await options.waitForSelector('[data-testid="page-memory"] [name="site"]')
    )?.type("https://wiki.localhost/a");
    await press(options, "leave-memory");
    await counts(0);
    await press(options, "take-memory-wiki.localhost");
    await shows(options, en("page-memory:sites.none"));
  });

  it("keeps what can be seen alone, and in a program of one page each address with what it shows there", async () => {
    const html =
      "<p>Tel. 01 99 00 40 00</p><p style='opacity: 0'>Tel. 01 99 00 40 01</p><a href='tel:0199004002'>Ring Tom</a>";
    const page = await visit("wiki.localhost", "First", html, "first");
    const pathsWith = async (number: string): Promise<string[]> =>
      (await pagesWith(number)).map(({ url }) => new URL(url).pathname);
    await until(async () => (await pathsWith("0199004000")).join() === "/first", "the first is kept");
    expect([await pathsWith("0199004001"), await pathsWith("0199004002")]).toEqual([[], ["/first"]]);
    expect(await pagesWith("0199004002")).toMatchObject([{ words: "Ring Tom" }]);
    await page.evaluate(() => {
      history.pushState(null, "", "/second");
      document.title = "Second";
      document.body.innerHTML = "<p>Tel. 01 99 00 40 00</p>";
    });
    await until(async () => (await pathsWith("0199004000")).join() === "/second,/first", "so is the second");
    expect((await pagesWith("0199004000"))[0]?.title).toBe("Second");
    await page.close();
  });

  it("does not let a page that claims thousands of numbers, in frames too, have more than a hundred", async () => {
    const numbers = Array.from({ length: 1500 }, (_, n) => `<p>Tel. 01 99 00 ${pair(n / 100)} ${pair(n % 100)}</p>`);
    const frame = `<iframe srcdoc="${numbers.slice(700, 900).join("").replaceAll('"', "&quot;")}"></iframe>`;
    const before = (await window.ask("pages.count", null)).numbers;
    const page = await visit("wiki.localhost", "Claims", numbers.join("") + frame.repeat(2));
    await until(async () => (await pagesWith("0199000000")).length > 0, "it is kept");
    await aWhile();
    expect((await window.ask("pages.count", null)).numbers).toBe(before + 100);
    await page.close();
  });

  it("never opens what is no page of the web", async () => {
    const url = "javascript:alert(1)";
    const numbers = [{ number: laura, words: "" }];
    await expect(window.ask("pages.keep", { url, title: "Laura", numbers })).rejects.toThrow("bad-request");
    await window.ask("calls.dial", { target: "0199001234", source: { kind: "page", url, title: "Trap" } });
    await panel.waitForSelector('[data-testid="call"] [data-testid="from-page"]');
    await shows(panel, en("journal:from-page", { title: "Trap" }));
    expect(await panel.$$('[data-testid="call"] [data-testid="from-page"] a')).toEqual([]);
  });

  it("keeps the words around a telephone link that is called by the browser’s menu, whichever of two alike it is", async () => {
    const link = "<a href='tel:+33199001236'>Boutique</a>";
    const page = await visit(
      "wiki.localhost",
      "Shops",
      `<p>Tel. 01 99 00 12 30</p><p>${link} in Paris</p><p id="second">${link} in Lyon</p>`,
    );
    const box = await (await page.$("#second a"))?.boundingBox();
    await desktop.openMenu(await onScreen(desktop, page, { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 8 }));
    await desktop.keys("Up", "Up", "Return");
    await until(() => window.state().calls[0]?.dialled?.source, "it is called");
    expect(window.state().calls[0]?.dialled?.source).toMatchObject({ kind: "page", words: "Boutique in Lyon" });
    await page.close();
  });

  it("forgets all pages, and nothing else, once that was asked", async () => {
    const kept = { numbers: null, missedOnly: false, before: null, limit: 100 };
    await leaveNoCall(window);
    const { entries } = await window.ask("journal.page", kept);
    await options.bringToFront();
    await press(options, "forget-pages");
    await shows(options, en("page-memory:setting.sure"));
    await options.keyboard.press("Enter");
    await hides(options, en("page-memory:setting.sure"));
    expect(await count()).toBeGreaterThan(0);
    await press(options, "forget-pages");
    await press(options, "forget-pages-sure");
    await shows(options, en("page-memory:setting.none"));
    expect(await count()).toBe(0);
    expect((await window.ask("journal.page", kept)).entries).toEqual(entries);
  });

  it("says what is still there when it is switched off, and asks whether to forget that", async () => {
    const page = await visit("crm.localhost", "Laura’s file", customer);
    await counts(1);
    await options.bringToFront();
    await shows(options, en("page-memory:setting.kept_one", { count: "1", numbers: "1" }));
    await options.click(switchOf);
    await shows(
      options,
      en("page-memory:setting.still_one", { count: "1", numbers: "1" }),
      en("page-memory:setting.sure"),
    );
    await press(options, "forget-pages-sure");
    await counts(0);
    await page.reload();
    await until(async () => (await markedNumbers(page)).length > 0, "the page is read");
    await aWhile();
    expect(await count()).toBe(0);
  });
});

const pair = (n: number): string => String(Math.floor(n)).padStart(2, "0");

async function pageTitled(title: string): Promise<Page> {
  return until(async () => {
    for (const page of await chromium.browser.pages()) if ((await page.title()) === title) return page;
    return undefined;
  }, `there is a page “${title}”`);
}
