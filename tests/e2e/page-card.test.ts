import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { cardAsRead, cardIsClosed, cardSays, focusedName, hover, pressOnCard, said } from "./card.ts";
import type { Desktop } from "./desktop.ts";
import { startOnPages } from "./on-pages.ts";
import { press } from "./page.ts";
import { wordsIn } from "./words.ts";

const en = wordsIn("en");
/** Somewhere of these it is always between 20 and 8, and somewhere between 8 and 20. */
const places = {
  "Europe/London": "+44 20 7946 0018",
  "Australia/Sydney": "+61 2 5550 1234",
  "America/Los_Angeles": "+1 213 555 0123",
} as const;
const html = `<h2>Claire Martin</h2><p id="first">Tél. 01 99 00 18 10, et rien d’autre.</p>
  <p>Secrétariat : 01 99 00 20 00, poste 412</p><p><a id="anna" href="tel:201">Anna</a></p>
  ${Object.values(places)
    .map((number) => `<p>Tel. ${number}</p>`)
    .join("")}
  <p><a id="link" href="tel:%E2%80%AE+33199002100%E2%80%AC">Boutique</a></p>
  <p style="margin: 1800px 0">Loin d’ici : 01 99 00 22 00</p>`;

const stops: (() => unknown)[] = [];
let desktop: Desktop;
let window: Window;
let page: Page;
let panel: Page;
beforeAll(async () => {
  const started = await startOnPages(html, stops);
  ({ desktop, window, page } = started);
  panel = await started.chromium.openPanel();
  await page.bringToFront();
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
afterEach(async () => {
  await page.keyboard.press("Escape");
  await window.ask("dialling.change", { ...plan(), outsidePrefix: "", outsideFormat: "e164" });
  await leaveNoCall(window);
});

const plan = () => window.state().dialling;
const hourIn = (timeZone: string): number =>
  Number(new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format());
const sleepsIn = (zone: string): boolean => hourIn(zone) < 8 || hourIn(zone) >= 20;
const minuteOfDay = (timeZone?: string): string =>
  new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", minute: "numeric" }).format();

/** Opens the card by the pointer, from nowhere. */
async function rest(text: string): Promise<void> {
  await page.keyboard.press("Escape");
  await page.mouse.move(700, 500);
  await hover(page, text);
  await until(async () => (await said(page, "TWP-CARD")) !== "", "the card is open");
}

/** Whoever types in the panel now writes there. */
const writesInto = (field: string): Promise<unknown> =>
  panel.waitForFunction((wanted) => document.activeElement?.matches(wanted) === true, {}, field);

async function restOn(selector: string): Promise<void> {
  await page.mouse.move(700, 500);
  const box = await (await page.$(selector))?.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
}

describe("the card of a number", () => {
  it("N2: tells every step from what stands there to what leaves", async () => {
    await window.ask("dialling.change", { ...plan(), outsidePrefix: "0", outsideFormat: "national" });
    await rest("01 99 00 18 10");
    await cardSays(
      page,
      ["01 99 00 18 10", en("marks:card.written")].join(" "),
      ["+33199001810", en("plan:step.public")].join(" "),
      ["0199001810", en("plan:step.national")].join(" "),
      [en("dialling:dialled", { number: "00199001810" }), en("plan:step.prefix")].join(" "),
    );
  });

  it("tells that an extension is dialled by hand, as it is", async () => {
    await rest("01 99 00 20 00, poste 412");
    await cardSays(page, en("marks:card.extension", { extension: "412" }));
  });

  it.each(Object.entries(places))(
    "N4: tells the hour in %s, and warns where people sleep there",
    async (zone, number) => {
      await rest(number);
      const isHere = minuteOfDay() === minuteOfDay(zone);
      if (!isHere) await cardSays(page, "It is", "there.");
      await cardSays(page, en("dialling:dialled", { number: number.replaceAll(" ", "") }));
      expect((await said(page, "TWP-CARD")).includes(en("marks:card.late"))).toBe(sleepsIn(zone) && !isHere);
    },
  );

  it("calls nobody while a page draws a sheet over it that lets the pointer through", async () => {
    await rest("01 99 00 18 10");
    const sheet = `<div id="sheet" popover="manual" style="inset:0;width:auto;height:auto;pointer-events:none">Continue</div>`;
    await page.evaluate((above) => document.body.insertAdjacentHTML("beforeend", above), sheet);
    await page.$eval("#sheet", (each) => (each as HTMLElement).showPopover());
    await pressOnCard(page, en("marks:card.call"));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(window.state().calls).toEqual([]);
    await page.$eval("#sheet", (each) => each.remove());
    await pressOnCard(page, en("marks:card.call"));
    expect((await until(() => window.state().calls[0], "it is called")).dialled?.target).toBe("+33199001810");
  });

  it("shows plainly whatever marks turn a number around", async () => {
    await restOn("#link");
    await cardSays(page, "+33199002100");
    expect(await said(page, "TWP-CARD")).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
  });

  it("F93: opens the conversation with a number in the panel, ready to write", async () => {
    await restOn("#anna");
    await pressOnCard(page, en("messages:tool"));
    await writesInto('[data-testid="message-field"]');
    await panel.type('[data-testid="message-field"]', "Bonjour");
    await panel.keyboard.press("Enter");
    await until(() => window.state().messages[0]?.texts[0]?.text === "Bonjour", "it is written");
    expect(window.state().messages[0]?.number).toBe("201");
    expect(await panel.$$('[data-testid="conversation"]')).toHaveLength(1);
    await press(panel, "close-conversation");
    await until(() => window.state().messages.length === 0, "it is closed");
    await panel.waitForSelector('[data-testid="conversation"]', { hidden: true });
    await page.bringToFront();
  });

  it("writes down whose number it is, with the page’s words for a start", async () => {
    await rest("01 99 00 18 10");
    await pressOnCard(page, en("contacts:add"));
    await writesInto('[data-testid="contact-form"] [name="name"]');
    const written = (name: string) =>
      panel.$eval(`[data-testid="contact-form"] [name="${name}"]`, (each) => (each as HTMLInputElement).value);
    expect([await written("name"), await written("number-1")]).toEqual(["Claire Martin", "+33199001810"]);
    await press(panel, "save-contact");
    await panel.waitForSelector('[data-testid="contact-form"]', { hidden: true });
    await page.bringToFront();
    await rest("01 99 00 18 10");
    await cardSays(page, "Claire Martin");
    expect(await said(page, "TWP-CARD")).not.toContain(en("contacts:add"));
  });

  it("F44: calls with the device of one’s choice where there is one", async () => {
    await rest("01 99 00 18 10");
    expect(await said(page, "TWP-CARD")).not.toContain(en("marks:card.call-with"));
    const telephone = {
      id: "p1",
      kind: "desk",
      name: "",
      number: "203",
      answersByItself: true,
      ringsAfter: null,
    } as const;
    await window.ask("devices.change", { telephones: [telephone] });
    await rest("01 99 00 18 10");
    await cardSays(page, en("marks:card.call-with"), en("devices:kind.browser"));
    await pressOnCard(page, en("devices:kind.desk"));
    await until(() => window.state().calls[0]?.device.id === "p1", "it is called with the telephone");
    await leaveNoCall(window);
    await rest("01 99 00 18 10");
    await pressOnCard(page, en("devices:kind.browser"));
    await until(() => window.state().calls[0]?.device.id === "browser", "it is called with the computer");
    await window.ask("devices.change", { telephones: [] });
  });
});

describe("by keys alone, the card", () => {
  const opens = (...texts: readonly string[]): Promise<unknown> => cardSays(page, ...texts);
  /** Where the user has put the caret with a click. */
  async function clickInto(selector: string): Promise<void> {
    await page.mouse.move(700, 500);
    const box = await (await page.$(selector))?.boundingBox();
    await page.mouse.click((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
  }
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));
  const focusIs = (label: string): Promise<unknown> =>
    until(
      async () =>
        (await focusedName(page)) === `button: ${label}` || Promise.reject(new Error(await focusedName(page))),
      label,
    );

  it("opens for the number at the caret, is a dialog with a name, and gives the keyboard to its first button", async () => {
    await page.bringToFront();
    await clickInto("#first");
    await desktop.keys("alt+shift+d");
    await opens("01 99 00 18 10");
    expect(await cardAsRead(page)).toBe(`dialog: ${en("marks:card.label", { number: "+33199001810" })}`);
    await focusIs(en("marks:card.call"));
  });

  it("keeps Tab within, and Escape closes it and gives the keyboard back", async () => {
    await page.focus("#link");
    await desktop.keys("alt+shift+d");
    await opens("+33199002100");
    await focusIs(en("marks:card.call"));
    await desktop.keys("shift+Tab");
    await focusIs(en("marks:card.next"));
    await desktop.keys("Tab");
    await focusIs(en("marks:card.call"));
    await desktop.keys("Escape");
    await cardIsClosed(page);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("link");
  });

  it("goes from number to number, also to one that is far down the page, and round", async () => {
    await clickInto("#first");
    await desktop.keys("alt+shift+d");
    await opens("+33199001810");
    await desktop.keys("alt+shift+d");
    await opens("+33199002000");
    await desktop.keys("Up", "Up");
    await opens("+33199002200");
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
    await focusIs(en("marks:card.call"));
    await desktop.keys("shift+Tab");
    await settle();
    await desktop.keys("Return");
    await opens("+33199001810");
    await focusIs(en("marks:card.next"));
  });

  it("calls by Enter, and only once it was there to be read", async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await clickInto("#first");
    await desktop.keys("alt+shift+d");
    await focusIs(en("marks:card.call"));
    await settle();
    await desktop.keys("Return");
    await until(() => window.state().calls[0]?.dialled?.target === "+33199001810", "it is called");
    await cardIsClosed(page);
  });
});
