import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import type { Sipp } from "../peers/sipp.ts";
import { startAlice, type Alice } from "./alice.ts";
import { extensionUrl, type Chromium } from "./chromium.ts";
import type { Desktop } from "./desktop.ts";
import { hears, hearsNothing, press, showsCall } from "./page.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");

let alice: Alice;
let desktop: Desktop;
let window: Window;
let chromium: Chromium;
let panel: Page;
let options: Page;
let sipp: Sipp | null = null;
beforeAll(async () => {
  alice = await startAlice();
  ({ desktop, window, chromium, panel } = alice);
  options = await chromium.page(extensionUrl("options/options.html"));
});
afterAll(() => alice.stop());
afterEach(async () => {
  await leaveNoCall(window);
  await sipp?.stop();
  sipp = null;
});

/** Laura Garcia calls. */
async function isCalled(scenario: string): Promise<Sipp> {
  sipp = await alice.isCalled(scenario);
  return sipp;
}

/** The settings as they hold. */
const holds = () => window.state().settings.values;

it("F111, F113, F114: a number to forward to holds once it is saved, and not before; what cannot be dialled is not saved", async () => {
  await options.bringToFront();
  await (await options.waitForSelector("#incoming select"))?.select("number");
  await (await options.waitForSelector('#incoming [name="forwardNumber"]'))?.type("the reception");
  await shows(options, en("settings:forward.not-saved"));
  await options.keyboard.press("Enter");
  await shows(options, en("failures:number-not-dialable"));
  expect(holds().forward).toBe("none");
  await options.$eval('#incoming [name="forwardNumber"]', (field) => (field as HTMLInputElement).select());
  await options.keyboard.type("01 99 00 12 34");
  expect(holds().forward).toBe("none");
  await options.keyboard.press("Enter");
  await hides(options, en("settings:forward.not-saved"));
  expect(holds()).toMatchObject({ forward: "number", forwardNumber: "01 99 00 12 34" });
});

it("F110: one click on the card sends the caller there", async () => {
  const { passed } = await isCalled("caller-rings-and-is-sent-on-with-302");
  await showsCall(panel, "offered");
  await press(panel, "forward");
  expect(await passed).toBe(true);
  await shows(panel, en("calls:forwarded-by-you"), en("calls:forwarded-to", { number: "01 99 00 12 34" }));
});

it("and so does one on the notification", async () => {
  const { passed } = await isCalled("caller-rings-and-is-sent-on-with-302");
  await desktop.pressNote(en("calls:action.forward"));
  expect(await passed).toBe(true);
  await shows(panel, en("calls:forwarded-by-you"));
});

it("F112: the user's own voice mail is one of the choices", async () => {
  await options.bringToFront();
  await (await options.waitForSelector("#incoming select"))?.select("voice-mail");
  await (await options.waitForSelector('#incoming [name="voiceMailNumber"]'))?.type("*97");
  await options.keyboard.press("Enter");
  await until(() => holds().forward === "voice-mail" && holds().voiceMailNumber === "*97", "it is saved");
  const { passed } = await isCalled("caller-rings-and-is-sent-on-with-302");
  await panel.bringToFront();
  await showsCall(panel, "offered");
  await shows(panel, en("calls:action.to-voice-mail"));
  await press(panel, "forward");
  expect(await passed).toBe(true);
  await shows(panel, en("calls:forwarded-to", { number: "*97" }));
});

it("F125: a caller whom a colleague sent on shows by whom", async () => {
  await isCalled("caller-was-diverted-and-gives-up-for-a-reason");
  await shows(panel, en("calls:redirected-by", { name: "Reception" }));
});

it("a caller's ring is stopped for this one call, which waits and can be answered", async () => {
  const { passed } = await isCalled("caller-rings-is-answered-and-hangs-up");
  await showsCall(panel, "offered");
  const soundPage = await chromium.soundPage();
  await until(async () => (await hears(soundPage)).level > -30, "it rings");
  await press(panel, "silence");
  await shows(panel, en("calls:silenced"));
  await until(() => window.state().sounds.tone === "none", "the ring is over");
  await hearsNothing(soundPage);
  await press(panel, "answer");
  expect(await passed).toBe(true);
});

it("who is not to be disturbed is busy for callers, sees it in the panel, and is reached again by another click", async () => {
  await press(panel, "do-not-disturb");
  await shows(panel, en("settings:do-not-disturb.label"));
  const { passed } = await isCalled("caller-hears-busy-at-once-with-486");
  expect(await passed).toBe(true);
  await shows(panel, en("calls:end.missed"), "Laura Garcia");
  expect(await panel.$('[data-testid="answer"]')).toBeNull();
  expect(window.state().sounds.tone).toBe("none");
  await press(panel, "do-not-disturb");
  await hides(panel, en("settings:do-not-disturb.label"));
  const again = await isCalled("caller-rings-and-is-declined-with-486");
  await showsCall(panel, "offered");
  await press(panel, "decline");
  expect(await again.passed).toBe(true);
});
