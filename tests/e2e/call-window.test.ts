import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Baresip } from "../peers/baresip.ts";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startSipp } from "../peers/sipp.ts";
import type { Chromium } from "./chromium.ts";
import { sophies, startColleagues } from "./colleagues.ts";
import { boundsOf, goes, ownWindow, putWindow, windowsOf } from "./own-windows.ts";
import { dial, hearsNothing, hearsTone, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const part = "windows/call/";

const stops: (() => unknown)[] = [];
let port: number;
let sophie: Baresip;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  ({ port, sophie, window, chromium, panel } = await startColleagues(stops));
});
afterEach(async () => {
  await leaveNoCall(window);
  await goes(chromium, part);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** Speaks with Sophie, and opens the window of that call from its card. */
async function openedFromTheCard(): Promise<Page> {
  await dial(panel, sophies.user);
  await showsCall(panel, "active");
  await press(panel, "open-in-window");
  return ownWindow(chromium, part);
}

describe("the window of a call", () => {
  it("F88, F89, F92: is opened from the card and shows who, the number and the time", async () => {
    const page = await openedFromTheCard();
    await showsCall(page, "active");
    await shows(page, sophies.user);
    await until(
      () => page.$eval('[data-testid="call-time"]', (each) => /^00:0[1-9]$/u.test(each.textContent)),
      "the time runs",
    );
    await press(panel, "open-in-window");
    await showsCall(page, "active");
    expect(windowsOf(chromium, part)).toBe(1);
  });

  it("F91, F90: holds, resumes and hangs up; its end is read, and it closes by itself", async () => {
    const page = await openedFromTheCard();
    const sound = await chromium.soundPage();
    await hearsTone(sound, sophies.tone);
    await press(page, "hold");
    await showsCall(page, "held");
    await hearsNothing(sound);
    await press(page, "resume");
    await showsCall(page, "active");
    await hearsTone(sound, sophies.tone);
    await press(page, "hang-up");
    await shows(page, en("calls:end.hung-up"));
    await goes(chromium, part);
    expect(sophie.peer.output()).toMatch(/^BYE sip:/mu);
  });

  it("F99: sends digits by the mouse and by the keyboard", async () => {
    const page = await openedFromTheCard();
    await press(page, "keypad");
    await press(page, "key-4");
    await page.keyboard.type("2#");
    await until(() => window.state().calls[0]?.digits === "42#", "the digits are sent");
    await until(() => page.$eval('[data-testid="digits"]', (each) => each.textContent === "42#"), "they are shown");
  });

  it("mutes, and every window shows it", async () => {
    const page = await openedFromTheCard();
    await press(page, "mute");
    for (const each of [page, panel]) await each.waitForSelector('[data-testid="mute"][aria-pressed="true"]');
  });

  it("stands where the user has put the last one, in the size it had", async () => {
    const page = await openedFromTheCard();
    const place = { left: 60, top: 40, width: 460, height: 480 };
    await putWindow(page, place);
    await until(
      () =>
        chromium.worker<boolean>("chrome.storage.local.get('callWindow').then((all) => all.callWindow?.width === 460)"),
      "the place is remembered",
    );
    await leaveNoCall(window);
    await goes(chromium, part);
    const next = await openedFromTheCard();
    expect(await boundsOf(next)).toEqual(place);
  });

  it("is pinned on top with the same view, works there, and comes back", async () => {
    const page = await openedFromTheCard();
    await press(page, "pin");
    const pinned = await chromium.browser
      .waitForTarget((each) => each.url() === "about:blank" && each.opener() === page.target())
      .then((each) => each.asPage());
    await showsCall(pinned, "active");
    await pinned.waitForFunction(() => document.documentElement.lang === "en");
    await press(pinned, "keypad");
    await pinned.keyboard.type("7");
    await until(() => window.state().calls[0]?.digits === "7", "the keypad hears the pinned window's keys");
    await press(pinned, "hold");
    await showsCall(pinned, "held");
    await shows(page, en("windows:call.pinned"));
    await press(pinned, "unpin");
    await showsCall(page, "held");
  });
});

describe("where the user wants a window for each call", () => {
  beforeAll(() => window.ask("settings.change", { callWindow: true }));
  afterAll(() => window.ask("settings.change", { callWindow: false }));

  it("F88: it opens when a call is started", async () => {
    await dial(panel, sophies.user);
    const page = await ownWindow(chromium, part);
    await showsCall(page, "active");
    await shows(page, sophies.user);
  });

  it("F108: it opens when a caller is answered, and not while it rings", async () => {
    const caller = await startSipp({ scenario: "caller-rings-is-answered-and-waits-for-bye", port, callee: "alice" });
    await showsCall(panel, "offered");
    expect(windowsOf(chromium, part)).toBe(0);
    await press(panel, "answer");
    const page = await ownWindow(chromium, part);
    await showsCall(page, "active");
    await shows(page, "Laura Garcia");
    await press(page, "hang-up");
    expect(await caller.passed).toBe(true);
    await caller.stop();
  });
});
