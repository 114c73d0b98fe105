import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { startLinphone, type Linphone } from "../peers/linphone.ts";
import { until } from "../peers/process.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { startDesktop, type Desktop } from "./desktop.ts";
import { ownWindow } from "./own-windows.ts";
import { dial, press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const sophie = "5021";
const withSophie = en("messages:with", { name: sophie });

const stops: (() => unknown)[] = [];
let desktop: Desktop;
let linphone: Linphone;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const { port, stop } = await startKamailio();
  desktop = await startDesktop();
  stops.push(stop, desktop.stop);
  const [companion, browser, other] = await Promise.all([
    startCompanion({ user: "alice", port }),
    startChromium({ desktop }),
    startLinphone(sophie, port),
  ]);
  [chromium, linphone] = [browser, other];
  window = await openWindow(companion);
  stops.push(companion.stop, chromium.stop, linphone.stop, window.close);
  await registered(window);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterEach(async () => {
  await leaveNoCall(window);
  // What a test has closed itself may be known here a moment later.
  await until(async () => {
    for (const { number } of window.state().messages)
      await window.ask("messages.close", { number }).catch(() => undefined);
    return window.state().messages.length === 0;
  }, "no conversation is left");
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const isWritten = (page: Page, text: string) =>
  until(() => page.$$eval(".text p", (all, text) => all.some((each) => each.textContent === text), text), text);
const isSent = (page: Page) => page.waitForSelector('.text.mine[data-state="sent"]');

async function write(page: Page, text: string): Promise<void> {
  await page.bringToFront();
  await (await page.waitForSelector('[data-testid="message-field"]'))?.type(text);
  await page.keyboard.press("Enter");
}

it("F93: begins from the window of a call, by the keyboard, and the other side answers there", async () => {
  await dial(panel, sophie);
  await showsCall(panel, "active");
  await press(panel, "open-in-window");
  const page = await ownWindow(chromium, "windows/call/");
  await showsCall(page, "active");
  await page.focus('[data-testid="message"]');
  await page.keyboard.press("Enter");
  await page.keyboard.type("Are you there?");
  await page.keyboard.press("Enter");
  await isWritten(page, "Are you there?");
  await isSent(page);
  await until(() => linphone.peer.output().includes("Are you there?"), "linphonec has it");
  linphone.command("chat sip:alice@uc.test <b>Yes</b>, wait");
  await isWritten(page, "<b>Yes</b>, wait");
  await until(() => window.state().messages[0]?.unread === 0, "it was seen");
  await press(page, "hang-up");
});

it("stands in the panel where there is no call, and is erased when it is closed", async () => {
  await panel.bringToFront();
  linphone.command("chat sip:alice@uc.test Call me when you can");
  await isWritten(panel, "Call me when you can");
  await write(panel, "In five minutes");
  await isSent(panel);
  await until(() => linphone.peer.output().includes("In five minutes"), "linphonec has it");
  expect(await panel.$eval('[role="log"]', (log) => log.getAttribute("aria-label"))).toBe(withSophie);
  await press(panel, "close-conversation");
  await until(() => panel.$('[role="log"]').then((log) => log === null), "it is gone");
  expect(window.state().messages).toEqual([]);
});

it("is told by a notification while no panel is open, and was seen once one is", async () => {
  await panel.close();
  linphone.command("chat sip:alice@uc.test Lunch?");
  await until(() => desktop.notes().includes(en("messages:from", { name: sophie })), "the desktop shows it");
  expect(desktop.notes()).toContain("Lunch?");
  expect(window.state().messages[0]?.unread).toBe(1);
  panel = await chromium.openPanel();
  await until(() => window.state().messages[0]?.unread === 0, "it was seen");
});

it("says why a text did not arrive, keeps it, and sends it again", async () => {
  await window.ask("messages.send", { number: "5099", text: "Anybody?" });
  await panel.bringToFront();
  await shows(panel, en("messages:failed.nobody-there"));
  await press(panel, "send-again");
  await until(() => window.state().messages[0]?.texts[0]?.way.state === "failed", "nobody is there still");
  expect(window.state().messages[0]?.texts).toHaveLength(1);
  await press(panel, "close-conversation");
  await hides(panel, en("messages:failed.nobody-there"));
});
