import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startChromium } from "./chromium.ts";
import { showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const stops: (() => unknown)[] = [];
let window: Window;
let panel: Page;
beforeAll(async () => {
  const companion = await startCompanion();
  stops.push(companion.stop);
  const chromium = await startChromium();
  window = await openWindow(companion);
  stops.push(chromium.stop, window.close);
  await registered(window);
  await window.ask("contacts.save", { id: null, name: "Marc Icksemelle", company: "", numbers: ["0199001236"] });
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** Opens the palette by the keyboard and types into it. */
async function open(text: string): Promise<void> {
  await panel.keyboard.down("Control");
  await panel.keyboard.press("k");
  await panel.keyboard.up("Control");
  await panel.waitForSelector('[data-testid="palette-field"]:focus');
  await panel.keyboard.type(text);
}

const isClosed = (): Promise<unknown> => panel.waitForSelector('[data-testid="palette"]', { hidden: true });

it("Ctrl+K finds what can be done by a few of its letters, and Enter does it", async () => {
  await panel.waitForSelector('[data-testid="tab-contacts"]');
  await open("dnd");
  await panel.waitForSelector('[data-testid="palette-do-not-disturb"][aria-selected="true"]');
  await panel.keyboard.press("Enter");
  await until(() => window.state().settings.values.doNotDisturb, "nobody disturbs");
  await isClosed();
  await open("reached");
  await panel.keyboard.press("Enter");
  await until(() => !window.state().settings.values.doNotDisturb, "everybody may again");
});

it("calls a number, and somebody who was found, and holds and ends the call, without the mouse", async () => {
  await open("0199001234");
  await panel.keyboard.press("Enter");
  await until(() => window.state().calls[0]?.dialled?.target === "+33199001234", "the number is called");
  await leaveNoCall(window);
  await open("icks");
  await shows(panel, en("palette:call", { name: "Marc Icksemelle, 0199001236" }));
  await panel.keyboard.press("ArrowUp");
  await panel.keyboard.press("Enter");
  await until(() => window.state().calls[0]?.dialled?.target === "+33199001236", "Marc is called");
  await leaveNoCall(window);
  await open("600");
  await panel.keyboard.press("Enter");
  await showsCall(panel, "active");
  await open("hold");
  await panel.keyboard.press("Enter");
  await showsCall(panel, "held");
  await open("hang");
  await panel.keyboard.press("Enter");
  await until(() => window.state().calls[0]?.end === "hung-up", "it is over");
});

it("closes by Escape, says where nothing fits, and gives the keyboard back", async () => {
  await panel.focus('[data-testid="tab-contacts"]');
  await open("qqqqq");
  await shows(panel, en("palette:nothing"));
  await panel.keyboard.press("Escape");
  await isClosed();
  expect(await panel.evaluate(() => document.activeElement?.id)).toBe("tab-contacts");
});
