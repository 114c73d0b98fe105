import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { kamailioDomain, startKamailio } from "../peers/kamailio.ts";
import { startPhone, type Phone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";
import { extensionUrl, startChromium } from "./chromium.ts";
import { press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
const stops: (() => unknown)[] = [];
let window: Window;
let panel: Page;
let options: Page;
let door: Phone;
beforeAll(async () => {
  const kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const proxy = `sip:127.0.0.1:${kamailio.port}`;
  const [companion, chromium, phone] = await Promise.all([
    startCompanion({ user: "alice", port: kamailio.port }),
    startChromium(),
    startPhone({ user: "5050", proxy, bindings }),
  ]);
  door = phone;
  window = await openWindow(companion);
  stops.push(companion.stop, chromium.stop, phone.stop, window.close);
  await Promise.all([phone.register(), registered(window)]);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  options = await chromium.page(extensionUrl("options/options.html"));
  await until(() => window.state().sounds.holder, "the sound is linked");
});
afterEach(async () => {
  await leaveNoCall(window);
  await window.ask("settings.change", { answerIntercom: false, answerCallers: [], callWaiting: true });
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const alice = `sip:alice@${kamailioDomain}`;
const intercom = { "Call-Info": `<sip:${kamailioDomain}>;answer-after=0` };

/** Switches something on the page of preferences on or off, as a user does. */
async function flip(label: string): Promise<void> {
  const row = await options.waitForSelector(`xpath///label[contains(., "${label}")]`);
  await row?.click();
}

it("an intercom is answered by itself once that is switched on, after a ring that warns", async () => {
  await flip(en("calls:by-itself.intercom.label"));
  await until(() => window.state().settings.values.answerIntercom, "it is switched on");
  const answered = door.invite(alice, intercom);
  await showsCall(panel, "offered");
  await shows(panel, en("calls:by-itself.offered"));
  await answered;
  await showsCall(panel, "active");
  await shows(panel, en("calls:by-itself.active"));
  await press(panel, "hang-up");
});

it("a caller of the user's choice is answered by itself, anybody else rings", async () => {
  await options.type('textarea[name="answerCallers"]', "5050\n");
  await press(options, "save-callers");
  await until(() => window.state().settings.values.answerCallers.length === 1, "it is saved");
  await door.invite(alice, {});
  await showsCall(panel, "active");
  await press(panel, "hang-up");
  await until(() => window.state().calls.every(({ state }) => state === "ended"), "it is over");

  await window.ask("settings.change", { answerCallers: ["5051"] });
  const vain = door.invite(alice, intercom).catch((error: unknown) => error);
  await showsCall(panel, "offered");
  await press(panel, "decline");
  expect(await vain).toMatchObject({ status: 486 });
  expect(window.state().calls.at(-1)).toMatchObject({ answersItself: false });
});

it("without call waiting a second caller hears that we are busy, and is listed as missed", async () => {
  await flip(en("calls:waiting.label"));
  await until(() => !window.state().settings.values.callWaiting, "it is switched off");
  const first = door.invite(alice, {});
  await showsCall(panel, "offered");
  await press(panel, "answer");
  await first;
  await showsCall(panel, "active");
  await expect(door.invite(alice, {})).rejects.toMatchObject({ status: 486 });
  await until(() => window.state().calls.some(({ end }) => end === "missed"), "it is listed");
  await showsCall(panel, "active");
});
