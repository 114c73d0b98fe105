import { mkdir } from "node:fs/promises";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { cardAsRead, cardIsClosed, cardSays, focusedName, hover, placeOfButton, pressOnCard, said } from "./card.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { onScreen, startDesktop, type Desktop } from "./desktop.ts";
import { startFirefox, type Firefox } from "./firefox.ts";
import { clickNumber, markedNumbers, press, servePage } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
/** Somewhere of these it is always between 20 and 8, and somewhere between 8 and 20. */
const places = {
  "Europe/London": "+44 20 7946 0018",
  "Australia/Sydney": "+61 2 5550 1234",
  "America/Los_Angeles": "+1 213 555 0123",
} as const;
const html = `<!doctype html><meta charset="utf-8"><title>Mairie</title><body style="font: 16px sans-serif; height: 3000px">
  <h2>Claire Martin</h2><p id="first">Tél. 01 99 00 18 10, et rien d’autre.</p>
  <p>Secrétariat : 01 99 00 20 00, poste 412</p>
  <p id="order">Commande n° <span>0199001234</span> du jour</p><p>Commande n° 0199001234</p>
  <p id="parcel">Commande n° <span>0199001235</span> du jour</p><p><a id="anna" href="tel:201">Anna</a></p>
  ${Object.values(places)
    .map((number) => `<p>Tel. ${number}</p>`)
    .join("")}
  <p><a id="link" href="tel:%E2%80%AE+33199002100%E2%80%AC">Boutique</a></p>
  <p style="margin-top: 1800px">Loin d’ici : 01 99 00 22 00</p>`;

const stops: (() => unknown)[] = [];
let desktop: Desktop;
let window: Window;
let chromium: Chromium;
let page: Page;
let panel: Page;
beforeAll(async () => {
  desktop = await startDesktop();
  stops.push(desktop.stop);
  const [companion, started, served] = await Promise.all([
    startCompanion(),
    startChromium({ desktop }),
    servePage(html),
  ]);
  chromium = started;
  stops.push(companion.stop, served.stop, chromium.stop);
  window = await openWindow(companion);
  stops.push(window.close);
  await registered(window);
  await chromium.pair(companion);
  page = await chromium.page(served.url);
  panel = await chromium.openPanel();
  await page.bringToFront();
  await until(async () => (await markedNumbers(page)).length >= 6, "the numbers are marked");
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

/** Keeps a picture of the page for whoever wants to look. */
async function picture(name: string, of = page): Promise<void> {
  const folder = process.env["TWP_PICTURES"];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await of.screenshot({ path: `${folder}/${name}.png`, captureBeyondViewport: false });
}

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
    await picture("steps");
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
      if (sleepsIn(zone)) await picture("night");
    },
  );

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
    await picture("devices");
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
    await picture("keys");
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
    await page.evaluate(() => scrollTo(0, 0));
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

describe("a number in a field", () => {
  const fields = `<!doctype html><meta charset="utf-8"><title>Fields</title><body style="font: 16px sans-serif">
    <p><label>Téléphone <input id="tel" type="tel" value="01 99 00 18 10" style="width: 240px"></label>
    <p><textarea id="area" rows="5" cols="50">Rappeler Claire Martin au 01 99 00 20 00 demain.</textarea>
    <p><input id="name" value="Claire Martin" style="width: 240px">
    <div id="edit" contenteditable style="width: 400px">Tél. <b>01 99 00 21 00</b></div>
    <p><input id="secret" type="password" value="0199001810"><input id="shown" value="01 99 00 18 10" style="-webkit-text-security: disc">
    <p><input id="card" autocomplete="cc-number" value="01 99 00 18 10"><input id="code" autocomplete="off" name="otp" value="01 99 00 18 10">
    <p><input id="once" autocomplete="one-time-code" value="01 99 00 18 10"><p id="text">Tél. 01 99 00 22 00`;
  const badge = (number: string): string => en("marks:badge", { number });
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1200));
  const hasBadge = (number: string): Promise<unknown> =>
    until(() => placeOfButton(form, badge(number)), `the badge of ${number} is there`);
  const hasNoBadge = async (): Promise<void> => {
    await pause();
    await expect(placeOfButton(form, en("marks:badge", { number: "" }))).rejects.toThrow("no button");
  };
  let form: Page;
  beforeAll(async () => {
    const served = await servePage(fields);
    stops.push(served.stop);
    form = await chromium.page(served.url);
    await until(async () => (await markedNumbers(form)).length > 0, "the page is read");
  });
  afterAll(() => form.close());
  afterEach(() => form.mouse.click(600, 600));

  it("has a small button at the field’s end once the user is in it, whose card calls", async () => {
    await form.bringToFront();
    await form.click("#tel");
    await hasBadge("+33199001810");
    const field = await (await form.$("#tel"))?.boundingBox();
    const { x, y } = await placeOfButton(form, badge("+33199001810"));
    expect([x > (field?.x ?? 0) + 200, x < (field?.x ?? 0) + 240, Math.abs(y - (field?.y ?? 0) - 11) < 8]).toEqual([
      true,
      true,
      true,
    ]);
    await picture("field", form);
    await form.mouse.move(x, y, { steps: 3 });
    await pause();
    await form.mouse.click(x, y);
    await cardSays(form, "01 99 00 18 10", en("marks:why.field"));
    await pressOnCard(form, en("marks:card.call"));
    await until(() => window.state().calls[0]?.dialled?.target === "+33199001810", "it is called");
    expect(await form.evaluate(() => document.activeElement?.id)).toBe("tel");
  });

  it("is read at the caret, while the user writes, in every kind of field", async () => {
    await form.focus("#area");
    await form.keyboard.press("End");
    await hasBadge("+33199002000");
    await form.click("#name");
    await form.keyboard.press("End");
    await form.keyboard.type(", tel. 01 99 00 23 00");
    await hasBadge("+33199002300");
    await form.click("#edit b");
    await hasBadge("+33199002100");
  });

  it("opens its card by the key, which else is for the page’s numbers", async () => {
    await form.click("#area");
    await desktop.keys("alt+shift+d");
    await cardSays(form, "01 99 00 20 00", en("marks:why.field"));
    await desktop.keys("Escape");
    expect(await form.evaluate(() => document.activeElement?.id)).toBe("area");
    await form.click("#once");
    await desktop.keys("alt+shift+d");
    await cardSays(form, "01 99 00 22 00");
    await desktop.keys("Escape");
  });

  it.each(["secret", "shown", "card", "code", "once"])("is never read in the field “%s”", async (id) => {
    await form.click(`#${id}`);
    await form.keyboard.press("End");
    await hasNoBadge();
  });

  it("is not for a page to show: no focus and no key of its own does it", async () => {
    await form.evaluate(() => {
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
});
