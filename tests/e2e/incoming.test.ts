import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import type { Sipp } from "../peers/sipp.ts";
import { startAlice, type Alice } from "./alice.ts";
import type { Chromium } from "./chromium.ts";
import type { Desktop } from "./desktop.ts";
import { hears, hearsNothing, press, showsCall } from "./page.ts";

let alice: Alice;
let desktop: Desktop;
let window: Window;
let chromium: Chromium;
let panel: Page;
let sipp: Sipp;
beforeAll(async () => {
  alice = await startAlice();
  ({ desktop, window, chromium, panel } = alice);
  await badgeIs("");
});
afterAll(() => alice.stop());

/** Laura Garcia calls; resolves when the panel shows it. */
async function isCalled(scenario: string): Promise<void> {
  sipp = await alice.isCalled(scenario);
  await showsCall(panel, "offered");
}
afterEach(async () => {
  await leaveNoCall(window);
  await sipp.stop();
  await until(async () => (await notes()).length === 0, "no notification is left");
  await badgeIs("");
});

const notes = (): Promise<string[]> =>
  chromium.worker(
    "chrome.notifications.getAll().then((all) => Object.keys(all).filter((id) => id.startsWith('call:')))",
  );
const badge = (): Promise<string> => chromium.worker("chrome.action.getBadgeText({})");
const badgeIs = (text: string): Promise<unknown> =>
  until(async () => (await badge()) === text, `the badge is “${text}”`);
const lastState = (): Promise<string | null> =>
  panel.$eval('[data-testid="call"] [data-testid="call-state"]', (each) => each.textContent);

/** The name and the number on the card; the number's spaces come with the tables of the world's numbers. */
const who = async (): Promise<string> =>
  (await panel.$$eval('[data-testid="call"] :is(h2, .number)', (all) => all.map((each) => each.textContent))).join(
    ", ",
  );

/** The notes of the ring and their octaves (extension/src/offscreen/tones.ts). */
const ring = [659.26, 880, 2 * 659.26, 2 * 880];

describe("somebody calls", () => {
  beforeEach(() => isCalled("caller-rings-and-is-declined-with-486"));

  it("and everything says so: the card, the badge, the tone, the notification", async () => {
    await until(async () => (await who()) === "Laura Garcia, +34 911 23 45 67", "the card says who calls");
    expect(await lastState()).toBe("Incoming call");
    await badgeIs("1");
    const red = await chromium.worker<number[]>("chrome.action.getBadgeBackgroundColor({})");
    await until(async () => {
      const { frequency, level } = await hears(await chromium.soundPage());
      return level > -30 && ring.some((each) => Math.abs(each - frequency) < 15);
    }, "the ring is heard");
    await until(async () => (await notes()).length > 0, "the notification is there");
    expect(await notes()).toEqual([`call:${window.state().calls[0]?.id}`]);
    await press(panel, "decline");
    await showsCall(panel, "ended");
    expect(await sipp.passed).toBe(true);
    expect(await lastState()).toBe("You declined the call");
    expect(window.state().calls[0]?.end).toBe("declined");
    await badgeIs("");
    expect(await chromium.worker("chrome.action.getBadgeBackgroundColor({})")).not.toEqual(red);
    await hearsNothing(await chromium.soundPage());
  });

  it("and is declined by the notification's button", async () => {
    await desktop.pressNote("Decline");
    expect(await sipp.passed).toBe(true);
    await showsCall(panel, "ended");
    expect(window.state().calls[0]?.end).toBe("declined");
  });
});

describe("somebody calls and wants to speak", () => {
  beforeEach(() => isCalled("caller-rings-is-answered-and-hangs-up"));

  it("is answered in the panel, and the card says that he hung up", async () => {
    await press(panel, "answer");
    await showsCall(panel, "active");
    await until(async () => (await notes()).length === 0, "the notification is gone");
    expect(await sipp.passed).toBe(true);
    await showsCall(panel, "ended");
    expect(await lastState()).toBe("The other party hung up");
    const heard = (await sipp.messages()).match(/^SIP\/2\.0 \d{3}/gmu);
    expect(heard).toEqual(expect.arrayContaining(["SIP/2.0 180", "SIP/2.0 200"]));
  });

  it("is answered by the notification's button", async () => {
    await desktop.pressNote("Answer");
    await showsCall(panel, "active");
    expect(window.state().calls[0]?.answeredAt).not.toBeNull();
    expect(await sipp.passed).toBe(true);
  });
});

it("a caller who gives up has been missed, and the notification goes", async () => {
  await isCalled("caller-rings-and-gives-up");
  await until(async () => (await notes()).length === 1, "the notification is there");
  expect(await sipp.passed).toBe(true);
  await showsCall(panel, "ended");
  expect(await lastState()).toBe("Missed call");
  await until(async () => (await notes()).length === 0, "the notification is gone");
});
