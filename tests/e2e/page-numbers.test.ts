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
import { cardIsClosed, cardSays, hover, pressOnCard, said } from "./card.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { clickNumber, markedNumbers, press, servePage, type ServedPage } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const html = `<!doctype html><meta charset="utf-8"><title>Mairie</title>
  <p>Standard 01 99 00 18 10 à 19, SIRET 552 100 554 00013.
  <p>Secrétariat : 01 99 00 20 00, poste 412
  <p>Commande n° 0199001234 du 12.03.2026 : 1 234,50 €`;

const en = wordsIn("en");
let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
let served: ServedPage;
let page: Page;
beforeAll(async () => {
  [companion, chromium, served] = await Promise.all([startCompanion(), startChromium(), servePage(html)]);
  window = await openWindow(companion);
  await registered(window);
  await chromium.pair(companion);
  page = await chromium.page(served.url);
  await until(async () => (await markedNumbers(page)).length >= 3, "the numbers are marked");
});
afterAll(async () => {
  window.close();
  await chromium.stop();
  await Promise.all([companion.stop(), served.stop()]);
});
afterEach(() => leaveNoCall(window));

describe("numbers on a page", () => {
  it("are marked with what belongs to them, and nothing else is", async () => {
    expect(await markedNumbers(page)).toEqual(["01 99 00 18 10", "19", "01 99 00 20 00, poste 412"]);
  });

  it("F70: a click on the end of a range calls the whole number", async () => {
    await page.bringToFront();
    await clickNumber(page, "19");
    await until(() => window.state().calls.length > 0, "it is called");
    expect(window.state().calls.map((call) => call.dialled?.target)).toEqual(["+33199001819"]);
  });

  it("say under the pointer what a click would dial, with the extension", async () => {
    await hover(page, "19");
    await until(async () => (await said(page, "TWP-HINT")).includes("+33199001819"), "the hint shows the number");
    await hover(page, "01 99 00 20 00, poste 412");
    await until(async () => /\+33199002000\D+412/u.test(await said(page, "TWP-HINT")), "the hint shows the extension");
  });
});

describe("a number that is written in parts", () => {
  const parted = `<!doctype html><meta charset="utf-8"><title>Parts</title>
    <p>Tél. <b>01 99</b> 00 <i>12 <u>34</u></i>
    <p>Tél. 01 99 00 12 <span style="display:none">9</span>35
    <div>Stock <span style="display:inline-block;width:80px">01 99 00</span><span style="display:inline-block">12 36</span></div>
    <p id="later">Tél. <b>01 99 00</b> <span>12 3x</span>`;

  it("is one number where it is read as one, also when its end comes later, and never with a hidden digit", async () => {
    const other = await servePage(parted);
    const parts = await chromium.page(other.url);
    await until(async () => (await markedNumbers(parts)).length > 0, "it is marked");
    expect(await markedNumbers(parts)).toEqual(["01 99 00 12 34"]);
    await parts.$eval("#later span", (span) => {
      if (span.firstChild !== null) span.firstChild.nodeValue = "12 37";
    });
    await until(async () => (await markedNumbers(parts)).includes("01 99 00 12 37"), "what was completed is marked");
    await clickNumber(parts, "01 99 00 12 34");
    await until(() => window.state().calls[0]?.dialled?.target === "+33199001234", "it is called");
    await parts.close();
    await other.stop();
  });
});

it("numbers in an open shadow tree are marked and called, also what comes into it later", async () => {
  const other = await servePage(`<!doctype html><title>Shadow</title><h1>Shop</h1><shop-line></shop-line><script>
    document.querySelector("shop-line").attachShadow({ mode: "open" }).innerHTML = "<p>Tel. 01 99 00 12 34</p>";
  </script>`);
  const shop = await chromium.page(other.url);
  await until(async () => (await markedNumbers(shop)).includes("01 99 00 12 34"), "it is marked");
  await shop.evaluate(() => {
    const line = document.createElement("p");
    line.textContent = "Tél. 01 99 00 12 35";
    document.querySelector("shop-line")?.shadowRoot?.append(line);
  });
  await until(async () => (await markedNumbers(shop)).includes("01 99 00 12 35"), "so is what came later");
  await clickNumber(shop, "01 99 00 12 35");
  await until(() => window.state().calls[0]?.dialled?.target === "+33199001235", "it is called");
  await shop.close();
  await other.stop();
});

describe("the card of a number", () => {
  const plain = "01 99 00 18 10";

  it("says whose it is, what is dialled and why it is marked, and calls", async () => {
    await window.ask("contacts.save", { id: null, name: "Mairie de Perrin", company: "", numbers: ["0199001810"] });
    await hover(page, plain);
    await cardSays(page, "Mairie de Perrin", "01 99 00 18 10", en("marks:why.label-before"));
    await pressOnCard(page, en("marks:card.call"));
    await until(() => window.state().calls[0]?.dialled?.target === "+33199001810", "it is called");
  });

  it("closes by Escape and when the pointer leaves", async () => {
    await page.mouse.move(5, 400);
    await hover(page, plain);
    await cardSays(page, "01 99 00 18 10");
    await page.keyboard.press("Escape");
    await cardIsClosed(page);
    await page.mouse.move(5, 400);
    await hover(page, plain);
    await cardSays(page, "01 99 00 18 10");
    await page.mouse.move(5, 400, { steps: 5 });
    await cardIsClosed(page);
  });

  it("N1: what the user says to be no number is none on this site, until that is forgotten in the preferences", async () => {
    await hover(page, plain);
    await cardSays(page, "01 99 00 18 10");
    await pressOnCard(page, en("marks:card.disown"));
    await until(async () => !(await markedNumbers(page)).includes(plain), "it is marked no more");
    await page.reload();
    await until(async () => (await markedNumbers(page)).length === 2, "the others are");
    const options = await chromium.page(extensionUrl("options/options.html"));
    await shows(options, "127.0.0.1: +33199001810");
    await press(options, "forget-127.0.0.1");
    await page.bringToFront();
    await until(async () => (await markedNumbers(page)).includes(plain), "it is marked again");
    await options.close();
  });

  it("leaves a whole site, which the preferences list and give back", async () => {
    await hover(page, plain);
    await cardSays(page, "01 99 00 18 10");
    await pressOnCard(page, en("marks:card.leave"));
    await until(async () => (await markedNumbers(page)).length === 0, "nothing is marked");
    const options = await chromium.page(extensionUrl("options/options.html"));
    await press(options, "unlist-127.0.0.1");
    await page.bringToFront();
    await until(async () => (await markedNumbers(page)).length === 3, "all are marked again");
    await options.bringToFront();
    await options.select('[data-testid="sites"] select', "listed");
    await page.bringToFront();
    await until(async () => (await markedNumbers(page)).length === 0, "only the sites of the list are marked");
    await options.bringToFront();
    await (await options.waitForSelector('[name="site"]'))?.type("http://127.0.0.1/");
    await press(options, "list-site");
    await page.bringToFront();
    await until(async () => (await markedNumbers(page)).length === 3, "this one is on it");
  });
});
