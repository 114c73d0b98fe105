import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { until } from "../peers/process.ts";
import { startWiretap, type Wiretap } from "../peers/wiretap.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { startDesktop, type Desktop } from "./desktop.ts";
import { clickNumber, dial, press, servePage } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const html = `<!doctype html><title>Perrin & Fils</title><p>01 99 00 12 34<p>0899 12 34 56`;
const [number, dialled, dear] = ["01 99 00 12 34", "+33199001234", "0899 12 34 56"] as const;

const stops: (() => unknown)[] = [];
let desktop: Desktop;
let wire: Wiretap;
let window: Window;
let chromium: Chromium;
let page: Page;
let panel: Page;
beforeAll(async () => {
  const [started, kamailio, tap] = await Promise.all([startDesktop(), startKamailio(), startWiretap()]);
  [desktop, wire] = [started, tap];
  stops.push(desktop.stop, kamailio.stop, tap.stop);
  const companion = await startCompanion({ user: "alice", port: kamailio.port });
  stops.push(companion.stop);
  const served = await servePage(html);
  chromium = await startChromium({ desktop });
  window = await openWindow(companion);
  stops.push(served.stop, chromium.stop, window.close);
  await registered(window);
  await chromium.pair(companion);
  page = await chromium.page(served.url);
});
afterEach(async () => {
  const held = waiting();
  if (held !== null) await window.ask("guard.cancel", { id: held.id });
  await leaveNoCall(window);
  wire.since();
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const waiting = () => window.state().guard.waiting;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const delay = (dialDelay: number): Promise<null> => window.ask("settings.change", { dialDelay });

/** Whom an INVITE on this machine's wire was meant for since this was asked last. */
const invited = (): readonly string[] => [
  ...new Set(
    wire
      .since()
      .flatMap(({ payload }) => /^INVITE sips?:([^@]+)@/u.exec(Buffer.from(payload).toString("latin1"))?.[1] ?? []),
  ),
];
const isInvited = (user: string): Promise<unknown> => until(() => invited().includes(user), `${user} is invited`);

const said = (): Promise<string> =>
  panel.$eval('[data-testid="guard-said"]', (each) => `${each.getAttribute("role") ?? ""}: ${each.textContent}`);
const focused = (): Promise<string | null> =>
  panel.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? null);

it("N4: where no panel is open, a notification counts down, and its button stops the call", async () => {
  await delay(5);
  await window.ask("calls.dial", { target: number, source: { kind: "drop" } });
  await until(() => desktop.notes().includes(en("guard:counts-said", { name: dialled })), "the note counts down");
  await desktop.pressNote(en("guard:cancel"));
  await until(() => waiting() === null, "it waits no more");
  expect(window.state().calls).toEqual([]);
  expect(invited()).toEqual([]);
});

describe("N4: a number that is clicked on a page", () => {
  beforeAll(async () => {
    panel = await chromium.openPanel();
  });

  it("is called at once where no time to cancel is set", async () => {
    await delay(0);
    await page.bringToFront();
    await clickNumber(page, number);
    await isInvited(dialled);
  });

  it("can be cancelled in time, and then nothing leaves", async () => {
    await delay(2);
    await clickNumber(page, number);
    await shows(panel, en("guard:dials", { number: dialled }));
    expect(await said()).toBe(`alert: ${en("guard:counts-said", { name: number })}`);
    await press(panel, "guard-cancel");
    await hides(panel, en("guard:dials", { number: dialled }));
    await pause(2500);
    expect(invited()).toEqual([]);
    expect(window.state().calls).toEqual([]);
  });

  it("is called when the time is over, or at once by one button", async () => {
    await delay(2);
    await clickNumber(page, number);
    await until(() => waiting() !== null, "it waits");
    expect(invited()).toEqual([]);
    await isInvited(dialled);
    await leaveNoCall(window);
    await delay(5);
    await clickNumber(page, number);
    await press(panel, "guard-call");
    await isInvited(dialled);
    expect(window.state().calls[0]?.dialled?.source).toMatchObject({ kind: "page", title: "Perrin & Fils" });
  });

  it("waits on while the panel is loaded anew, and a second one takes its place", async () => {
    await delay(5);
    await clickNumber(page, dear);
    await shows(panel, en("guard:reason.premium"));
    await panel.reload();
    await shows(panel, en("guard:reason.premium"));
    await clickNumber(page, number);
    await shows(panel, en("guard:dials", { number: dialled }));
    await hides(panel, en("guard:reason.premium"));
    expect(window.state().calls).toEqual([]);
  });
});

describe("N4: a number that is typed in the panel", () => {
  it("is asked about where it costs more, and a key that is pressed twice does not confirm", async () => {
    await panel.bringToFront();
    await dial(panel, dear);
    await shows(panel, en("guard:reason.premium"));
    expect(await said()).toContain(en("guard:asks", { name: "0 899 12 34 56" }));
    await until(async () => (await focused()) === "guard-cancel", "the way out has the keyboard");
    await panel.keyboard.press("Enter");
    await until(() => waiting() === null, "it waits no more");
    await until(async () => (await focused()) === "dial-field", "the field has the keyboard again");
    expect(invited()).toEqual([]);
    await dial(panel, dear);
    await until(async () => (await focused()) === "guard-cancel", "it is asked again");
    await panel.keyboard.down("Shift");
    await panel.keyboard.press("Tab");
    await panel.keyboard.up("Shift");
    await panel.keyboard.press("Enter");
    await isInvited("+33899123456");
  });

  it("is asked about once where it is an emergency, and Escape leads back", async () => {
    await dial(panel, "112");
    await shows(panel, en("guard:reason.emergency"));
    expect(waiting()?.until).toBeNull();
    await until(async () => (await focused()) === "guard-cancel", "the way out has the keyboard");
    await panel.keyboard.press("Escape");
    await hides(panel, en("guard:reason.emergency"));
    await dial(panel, "112");
    await press(panel, "guard-call");
    await isInvited("112");
  });

  it("is asked about where it is night there, at any hour of ours", async () => {
    // Somewhere of these three it is always between 20 and 8.
    const places = {
      "Europe/London": "+442079460018",
      "Australia/Sydney": "+61255501234",
      "America/Los_Angeles": "+12135550123",
    };
    const hourIn = (timeZone: string): number =>
      Number(new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format());
    const sleeps = Object.entries(places).find(([zone]) => hourIn(zone) < 8 || hourIn(zone) >= 20);
    await dial(panel, sleeps?.[1] ?? "");
    await until(() => waiting()?.reasons.includes("night"), "it is asked");
    const card = await panel.waitForSelector('[data-testid="guard"]');
    expect(await card?.evaluate((each) => each.textContent)).toMatch(/It is about \d{1,2}:\d\d/u);
    await press(panel, "guard-cancel");
    await until(() => waiting() === null, "it waits no more");
    expect(invited()).toEqual([]);
  });

  it("is not asked about where the preferences want no question", async () => {
    const options = await chromium.page(extensionUrl("options/options.html"));
    const row = await options.waitForSelector(`xpath///label[contains(., "${en("guard:setting.premium")}")]//input`);
    await row?.evaluate((each) => (each as HTMLElement).click());
    await until(() => !window.state().settings.values.askBefore.includes("premium"), "the setting is kept");
    await options.close();
    await dial(panel, dear);
    await isInvited("+33899123456");
  });
});

it("N4: nothing that a page's script says confirms a call", async () => {
  await window.ask("settings.change", { askBefore: ["premium"] });
  await dial(panel, dear);
  await until(() => waiting() !== null, "it waits");
  const { id } = waiting() ?? { id: "" };
  await page.evaluate((held) => {
    postMessage({ type: "guard.call", id: held }, "*");
    document.dispatchEvent(new CustomEvent("guard.call", { detail: { id: held } }));
  }, id);
  await pause(500);
  expect(waiting()?.id).toBe(id);
  expect(invited()).toEqual([]);
});
