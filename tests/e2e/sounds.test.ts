import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanion,
  untouchedMicrophone,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { toneFile } from "../peers/tone.ts";
import { extensionUrl, startChromium, type Chromium } from "./chromium.ts";
import { dial, hears, hearsNothing, press, showsCall } from "./page.ts";
import { devicesInUse, plug, withSockets } from "./sockets.ts";
import { hides, shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const spoken = 440;
const amplitude = 0.25;
/** The level of that sine as the page measures it, and what a volume of one half makes of it. */
const whole = 20 * Math.log10(amplitude / Math.SQRT2);
const half = whole - 10;

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let companion: CompanionProcess;
let window: Window;
let chromium: Chromium;
let panel: Page;
let options: Page;
let soundPage: Page;
beforeAll(async () => {
  scratch = await scratchFolder();
  const microphone = join(scratch.folder, "microphone.wav");
  await writeFile(microphone, toneFile(spoken, 60, 48_000, amplitude));
  [companion, chromium] = await Promise.all([startCompanion(), startChromium({ microphone })]);
  window = await openWindow(companion);
  await registered(window);
  await window.ask("settings.change", untouchedMicrophone);
  await chromium.pair(companion);
  panel = await chromium.openPanel();
  options = await chromium.page(extensionUrl("options/options.html"));
  await options.bringToFront();
  await until(() => window.state().sounds.holder, "the sound is linked");
  soundPage = await chromium.soundPage();
  await Promise.all([panel, options, soundPage].map(withSockets));
});
afterAll(async () => {
  window.close();
  await chromium.stop();
  await companion.stop();
  await scratch.remove();
});
afterEach(() => leaveNoCall(window));

type Part = "headset" | "ring" | "microphone";

/** Chooses a device by its name, as the user does. */
async function choose(part: Part, name: string): Promise<void> {
  const select = `[data-testid="sound-${part}"] select`;
  const value = await until(
    () => options.$$eval(`${select} option`, (all, name) => all.find((each) => each.textContent === name)?.value, name),
    `${name} can be chosen`,
  );
  await options.select(select, value);
}

/** Slides by the keyboard to a volume in percent. */
async function slide(part: Part, volume: number): Promise<void> {
  const slider = await options.$(`[data-testid="sound-${part}"] input[type="range"]`);
  await slider?.focus();
  await options.keyboard.press("Home");
  for (let step = 0; step < volume / 5; step += 1) await options.keyboard.press("ArrowRight");
  expect(await slider?.evaluate(({ value }) => value)).toBe(String(volume));
}

const hearsAt = (level: number): Promise<unknown> =>
  until(async () => {
    const heard = await hears(soundPage);
    return Math.abs(heard.frequency - spoken) < 15 && Math.abs(heard.level - level) < 1;
  }, `${spoken} Hz is heard at ${level} dB`);

const uses = (part: "voice" | "tones" | "ring" | "microphone", name: string): Promise<unknown> =>
  until(async () => (await devicesInUse(soundPage))[part] === name, `${name} is used for ${part}`);

async function callTheEcho(): Promise<void> {
  await dial(panel, "600");
  await showsCall(panel, "active");
}

describe("a volume", () => {
  it("F65, F66: of the voice of one half makes what is heard half as loud, in the call that is going on", async () => {
    await callTheEcho();
    await hearsAt(whole);
    await slide("headset", 50);
    await hearsAt(half);
    const volume = await soundPage.evaluate(() =>
      (globalThis as unknown as { twpSound: { voiceVolume: () => number } }).twpSound.voiceVolume(),
    );
    expect(20 * Math.log10(volume)).toBeCloseTo(half - whole);
    await slide("headset", 100);
    await hearsAt(whole);
  });

  it("F68: of the microphone of one half is what the other side gets, and twice as much can be had", async () => {
    await callTheEcho();
    await slide("microphone", 50);
    await hearsAt(half);
    await slide("microphone", 150);
    await hearsAt(whole + 10 * Math.log2(1.5));
    await slide("microphone", 100);
    await hearsAt(whole);
  });

  it("F67, F103: of the ring of nothing is a silent ring", async () => {
    await slide("ring", 0);
    await dial(panel, "8201");
    await until(() => window.state().sounds.tone === "ring", "Anna calls back", 30_000);
    await hearsNothing(soundPage);
    await slide("ring", 100);
    await until(async () => (await hears(soundPage)).level > -30, "the ring is heard");
  });
});

it("switches for echo, noise and level work in the call that is going on, and it is heard all the time", async () => {
  await callTheEcho();
  await hearsAt(whole);
  const are = (on: boolean): Promise<unknown> =>
    until(
      () => {
        const { echoCancellation, evenLevel } = window.state().settings.values;
        return echoCancellation === on && evenLevel === on;
      },
      `the switches are ${on ? "on" : "off"}`,
    );
  const press = (place: number): Promise<void> =>
    options.$$eval('[data-testid="sound-microphone"] input[type="checkbox"]', (all, at) => all[at]?.click(), place);
  await press(0);
  await press(2);
  await are(true);
  await until(async () => (await hears(soundPage)).level > -60, "something is heard");
  await press(0);
  await press(2);
  await are(false);
  await hearsAt(whole);
});

describe("a device", () => {
  it("F66: that is chosen is used in the call that is going on, and after the page was loaded again", async () => {
    await callTheEcho();
    await uses("microphone", "Fake Default Audio Input");
    await choose("headset", "Fake Audio Output 1");
    await choose("ring", "Fake Audio Output 2");
    await choose("microphone", "Fake Audio Input 2");
    await uses("voice", "Fake Audio Output 1");
    await uses("tones", "Fake Audio Output 1");
    await uses("ring", "Fake Audio Output 2");
    await uses("microphone", "Fake Audio Input 2");
    await hearsAt(whole);
    await options.reload();
    await withSockets(options);
    const shown = () =>
      options.$$eval('[data-testid^="sound-"] select', (all) =>
        all.map((each) => each.selectedOptions[0]?.textContent),
      );
    await expect
      .poll(shown, { timeout: 5000 })
      .toEqual(["Fake Audio Output 1", "Fake Audio Output 2", "Fake Audio Input 2"]);
  });

  it("whose plug is pulled during a call is replaced, named, and taken again when it comes back", async () => {
    await callTheEcho();
    await uses("microphone", "Fake Audio Input 2");
    for (const page of [panel, options, soundPage])
      for (const name of ["Fake Audio Input 2", "Fake Audio Output 1"]) await plug(page, name, false);
    await uses("microphone", "Fake Default Audio Input");
    await uses("voice", "the system’s");
    await hearsAt(whole);
    await shows(options, en("sounds:device.away-aid"));
    await shows(panel, en("sounds:missing-device.title", { name: "Fake Audio Input 2" }));
    await shows(panel, en("sounds:missing-device.title", { name: "Fake Audio Output 1" }));
    for (const page of [panel, options, soundPage])
      for (const name of ["Fake Audio Input 2", "Fake Audio Output 1"]) await plug(page, name, true);
    await uses("microphone", "Fake Audio Input 2");
    await uses("voice", "Fake Audio Output 1");
    await hides(options, en("sounds:device.away-aid"));
    await hides(panel, en("sounds:missing-device.title", { name: "Fake Audio Input 2" }));
    await hearsAt(whole);
    expect(window.state().calls.map(({ state }) => state)).toEqual(["active"]);
  });
});

describe("without a call", () => {
  it("the microphone's level is shown, at its volume, and the microphone closes with the test", async () => {
    await press(options, "microphone-test");
    const level = (): Promise<number> =>
      options.$eval('[data-testid="microphone-level"]', (meter) => Number(meter.getAttribute("aria-valuenow")));
    await options.waitForSelector('[data-testid="microphone-level"]');
    await until(async () => Math.abs((await level()) - 75) < 3, "the meter shows 15 dB below full scale");
    await shows(options, en("sounds:meter.heard"));
    await slide("microphone", 50);
    await until(async () => Math.abs((await level()) - 58) < 3, "the meter falls by ten decibels");
    await slide("microphone", 100);
    await press(options, "microphone-test");
    await hides(options, en("sounds:meter.heard"));
  });

  it.each(["headset", "ring"] as const)("a click plays what one would hear: %s", async (part) => {
    await press(options, `test-${part}`);
    await shows(options, en("sounds:playing"));
    await hides(options, en("sounds:playing"));
  });

  it("the echo is one click away", async () => {
    await press(options, "echo-test");
    await until(() => window.state().calls.some(({ state }) => state === "active"), "the echo answers");
    await shows(options, en("sounds:echo.speaking"));
    await hearsAt(whole);
    await shows(options, en("sounds:echo.done"));
  });
});
