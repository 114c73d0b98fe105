import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import type { Sipp } from "../peers/sipp.ts";
import { startAlice, type Alice } from "./alice.ts";
import { extensionUrl, startChromium } from "./chromium.ts";
import { fakeHeadset, type FakeHeadset } from "./fake-headset.ts";
import { press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

/*
 * The headset is not real (tests/e2e/fake-headset.ts says why, and how it behaves): `navigator.hid` is replaced in the options page and in
 * the page with the sound. The extension, the browser, the companion and the callers are.
 */

const en = wordsIn("en");

let alice: Alice;
let window: Window;
let panel: Page;
let options: Page;
let headset: FakeHeadset;
let sipp: Sipp | null = null;
beforeAll(async () => {
  alice = await startAlice();
  ({ window, panel } = alice);
  headset = await fakeHeadset(await alice.chromium.soundPage());
  options = await alice.chromium.page(extensionUrl("options/options.html"));
  await headset.onDeskOf(options);
});
afterAll(() => alice.stop());
afterEach(async () => {
  await leaveNoCall(window);
  await sipp?.stop();
  sipp = null;
});

/** Laura Garcia calls, and stays until she is hung up on. */
async function isCalled(): Promise<Sipp> {
  sipp = await alice.isCalled("caller-rings-is-answered-and-waits-for-bye");
  await showsCall(panel, "offered");
  return sipp;
}

const isMuted = (muted: boolean): Promise<unknown> =>
  panel.waitForSelector(`[data-testid="mute"][aria-pressed="${muted}"]`, { timeout: 10_000 });

/** Presses until it has led there: one press just after another counts as one. */
const pressHook = (one: FakeHeadset, state: "active" | "ended"): Promise<unknown> =>
  until(async () => {
    if (window.state().calls.some((call) => call.state === state)) return true;
    await one.press("hook");
    return false;
  }, `the call is ${state}`);

describe("the buttons of a headset", () => {
  it("are heard once it has been allowed by a click, in a page with the sound that was open before", async () => {
    await options.bringToFront();
    await shows(options, en("headset:none"));
    expect(await headset.isOpen()).toBe(false);
    await press(options, "allow-headset");
    await shows(options, "Blackwire 3220", en("headset:state.ready"));
    await hides(options, en("headset:none"));
    await until(() => headset.isOpen(), "the page with the sound hears it");
    await headset.shows();
  });

  it("answer, mute both ways and hang up, and its lamps show each of it", async () => {
    const { passed } = await isCalled();
    await headset.shows("ring");
    await pressHook(headset, "active");
    await showsCall(panel, "active");
    await headset.shows("offHook");

    await headset.press("mute");
    await isMuted(true);
    await headset.shows("offHook", "mute");
    await headset.press("mute");
    await isMuted(false);
    await headset.shows("offHook");

    await press(panel, "mute");
    await headset.shows("offHook", "mute");
    await headset.press("mute");
    await isMuted(false);
    await headset.shows("offHook");

    await pressHook(headset, "ended");
    expect(await passed).toBe(true);
    await showsCall(panel, "ended");
    expect(window.state().calls[0]?.end).toBe("hung-up");
    await headset.shows();
  });

  it("are not pressed when the panel answers and hangs up", async () => {
    const { passed } = await isCalled();
    await press(panel, "answer");
    await headset.shows("offHook");
    await press(panel, "hang-up");
    expect(await passed).toBe(true);
    await headset.shows();
  });

  it("stop the ring lamp with the ring, and still answer", async () => {
    const { passed } = await isCalled();
    await headset.shows("ring");
    await press(panel, "silence");
    await headset.shows();
    await pressHook(headset, "active");
    await headset.shows("offHook");
    await pressHook(headset, "ended");
    expect(await passed).toBe(true);
  });

  it("pressed with no call leave the headset on its hook, so that the next press answers", async () => {
    await headset.press("hook");
    await headset.press("mute");
    await headset.shows();
    const { passed } = await isCalled();
    await pressHook(headset, "active");
    await headset.shows("offHook");
    await pressHook(headset, "ended");
    expect(await passed).toBe(true);
  });
});

it("a headset that is unplugged leaves the call alone, and shows it again when it is back", async () => {
  const { passed } = await isCalled();
  await pressHook(headset, "active");
  await press(panel, "mute");
  await headset.shows("offHook", "mute");
  await headset.plug(false);
  await shows(options, en("headset:none"));
  expect(window.state().calls[0]).toMatchObject({ state: "active", muted: true });
  await headset.plug(true);
  await headset.shows("offHook", "mute");
  await headset.press("mute");
  await isMuted(false);
  expect(window.state().calls[0]?.state).toBe("active");
  await press(panel, "hang-up");
  expect(await passed).toBe(true);
});

it("of two browsers with the headset only the one with the sound hears it", async () => {
  const other = await startChromium();
  try {
    await other.pair({ code: (await window.ask("settings.pair", null)).code });
    const { passed } = await isCalled();
    await headset.shows("ring");
    await press(await other.openPanel(), "take-sound");
    const twin = await fakeHeadset(await other.soundPage());
    await twin.allow();
    await twin.plug(true);
    await twin.shows("ring");
    expect(await headset.isOpen()).toBe(false);
    await pressHook(twin, "active");
    await twin.shows("offHook");
    await pressHook(twin, "ended");
    expect(await passed).toBe(true);
  } finally {
    await other.stop();
  }
  await until(() => headset.isOpen(), "the first browser hears it again");
});

it("a headset that is forgotten is heard no more", async () => {
  await options.bringToFront();
  await options.locator(`[aria-label="${en("headset:forget-named", { name: "Blackwire 3220" })}"]`).click();
  await shows(options, en("headset:none"));
  await isCalled();
  expect(await headset.isOpen()).toBe(false);
});
