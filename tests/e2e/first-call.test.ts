import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import {
  openWindow,
  registered,
  startCompanion,
  untouchedMicrophone,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { amplitudeOf, decibels, longestGap, readWav, toneFile, usualAmplitudeOf } from "../peers/tone.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import {
  clickNumber,
  dial,
  hears,
  hearsNothing,
  hearsTone,
  markedNumbers,
  press,
  servePage,
  showsCall,
  type ServedPage,
} from "./page.ts";

/** The tones both sides speak have this amplitude: -12 dB of full scale. */
const spoken = 0.25;
const aTone = { ours: 440, theirs: 1000 } as const;

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let microphone: string;
beforeAll(async () => {
  scratch = await scratchFolder();
  microphone = join(scratch.folder, "microphone.wav");
  await writeFile(microphone, toneFile(aTone.ours, 60, 48_000, spoken));
});
afterAll(() => scratch.remove());

/** The level of a sine of the amplitude both sides speak, as the page measures it (effective value). */
const spokenLevel = 20 * Math.log10(spoken / Math.SQRT2);

async function expectTone(soundPage: Page, frequency: number): Promise<void> {
  await hearsTone(soundPage, frequency);
  await until(async () => Math.abs((await hears(soundPage)).level - spokenLevel) < 1, "its level is within 1 dB");
}

describe("from a number on a page to a voice, through Kamailio to baresip", () => {
  let kamailio: Kamailio;
  let bob: Baresip;
  let companion: CompanionProcess;
  let window: Window;
  let chromium: Chromium;
  let served: ServedPage;
  let panel: Page;
  beforeAll(async () => {
    kamailio = await startKamailio();
    served = await servePage(
      "<!doctype html><title>Perrin & Fils</title><p>Pour un devis, appelez le 01 99 00 12 34. SIRET 552 100 554 00013.",
    );
    [bob, companion, chromium] = await Promise.all([
      startBaresip({ user: "+33199001234", port: kamailio.port, tone: aTone.theirs }),
      startCompanion({ user: "alice", port: kamailio.port }),
      startChromium({ microphone }),
    ]);
    window = await openWindow(companion);
    await registered(window);
    await window.ask("settings.change", untouchedMicrophone);
    await chromium.pair(companion);
  });
  afterAll(async () => {
    window.close();
    await chromium.stop();
    await Promise.all([companion.stop(), bob.stop(), served.stop()]);
    await kamailio.stop();
  });
  const sipOfBob = (): string => bob.peer.output();

  it("marks the telephone number and nothing else", async () => {
    const page = await chromium.page(served.url);
    await until(async () => (await markedNumbers(page)).length > 0, "a number is marked");
    expect(await markedNumbers(page)).toEqual(["01 99 00 12 34"]);
  });

  it("F70: a click on it calls, and both hear each other", async () => {
    const page = await chromium.page(served.url);
    panel = await chromium.openPanel();
    await page.bringToFront();
    await clickNumber(page, "01 99 00 12 34");
    await showsCall(panel, "active");
    const source = window.state().calls[0]?.dialled?.source;
    expect(source).toEqual({ kind: "page", url: served.url, title: "Perrin & Fils" });
    await expectTone(await chromium.soundPage(), aTone.theirs);
  });

  it("mute silences us, hold and resume are seen on the wire and heard", async () => {
    const soundPage = await chromium.soundPage();
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await press(panel, "mute");
    await until(() => window.state().calls[0]?.muted, "muted");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await press(panel, "mute");
    await press(panel, "hold");
    await showsCall(panel, "held");
    expect(sipOfBob()).toContain("a=sendonly");
    await hearsNothing(soundPage);
    await press(panel, "resume");
    await showsCall(panel, "active");
    await expectTone(soundPage, aTone.theirs);
  });

  it("digits of the keypad arrive, and hanging up ends it", async () => {
    await press(panel, "keypad");
    for (const key of ["4", "2", "#"]) await press(panel, `key-${key}`);
    await until(
      () =>
        bob
          .events()
          .join("")
          .match(/CALL_DTMF_START[^}]*"param":"#"/u),
      "baresip hears the digits",
    );
    await press(panel, "hang-up");
    await until(() => /^BYE sip:/mu.test(sipOfBob()), "BYE is on the wire");
    await showsCall(panel, "ended");
    expect(window.state().calls[0]).toMatchObject({ end: "hung-up", digits: "42#", codec: "PCMU" });
    expect(window.state().calls[0]?.quality?.lost).toBe(0);
  });

  it("what baresip recorded is our tone, within 1 dB and without a gap, and silence while muted", async () => {
    // This baresip records until the first hold: three seconds of our tone, then one and a half of mute.
    const heard = await readWav(await bob.heard());
    const length = heard.samples.length / heard.rate;
    expect(length).toBeGreaterThan(4.2);
    expect(Math.abs(decibels(usualAmplitudeOf(heard, aTone.ours, length - 3.8, 2), spoken))).toBeLessThan(1);
    // No packet was lost (above); on a machine that is busy baresip's recorder may come a frame or two late.
    expect(longestGap(heard, aTone.ours, length - 3.8, length - 1.8)).toBeLessThanOrEqual(0.04);
    expect(amplitudeOf(heard, aTone.ours, length - 1.2, 1)).toBeLessThan(0.001);
  });
});

describe("the same with nothing but the embedded office", () => {
  let companion: CompanionProcess;
  let window: Window;
  let chromium: Chromium;
  let panel: Page;
  beforeAll(async () => {
    [companion, chromium] = await Promise.all([startCompanion(), startChromium({ microphone })]);
    window = await openWindow(companion);
    await registered(window);
    await window.ask("settings.change", untouchedMicrophone);
    await chromium.pair(companion);
    panel = await chromium.openPanel();
  });
  afterAll(async () => {
    window.close();
    await chromium.stop();
    await companion.stop();
  });

  it("a number of the demonstration page reaches the echo, and our own tone comes back", async () => {
    const page = await chromium.page(`http://127.0.0.1:${companion.port}/demo/`);
    await page.bringToFront();
    await (await page.waitForSelector('a[href="tel:600"]'))?.click();
    await showsCall(panel, "active");
    await expectTone(await chromium.soundPage(), aTone.ours);
    await press(panel, "hold");
    await showsCall(panel, "held");
    await hearsNothing(await chromium.soundPage());
    await press(panel, "resume");
    await showsCall(panel, "active");
    await expectTone(await chromium.soundPage(), aTone.ours);
    await press(panel, "hang-up");
    await showsCall(panel, "ended");
  });

  it("F16, F79: a typed number is called by Enter, a pasted one by the green button", async () => {
    await dial(panel, "600");
    await showsCall(panel, "active");
    expect(window.state().calls.at(-1)?.dialled?.source).toEqual({ kind: "panel" });
    await press(panel, "hang-up");
    await panel.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('[data-testid="dial-field"]');
      field?.focus();
      // What a paste does, without the clipboard's permission: trusted input at the caret.
      document.execCommand("insertText", false, " tel:600 ");
    });
    await press(panel, "dial");
    await until(
      () => window.state().calls.filter((call) => call.state === "active").length === 1,
      "the second call is active",
    );
    await press(panel, "hang-up");
  });

  it("a colleague calls back, the browser rings, and answering is heard", async () => {
    await dial(panel, "8201");
    await until(() => window.state().calls.some((call) => call.state === "offered"), "Anna calls back", 30_000);
    await until(() => window.state().sounds.tone === "ring", "the browser rings");
    expect(window.state().calls.at(-1)?.peer).toMatchObject({ number: "201" });
    await press(panel, "answer");
    await until(() => window.state().calls.at(-1)?.state === "active", "answered");
    await until(async () => (await hears(await chromium.soundPage())).level > -45, "Anna's voice is heard");
    await press(panel, "hang-up");
  });

  it.each([
    ["603", "busy"],
    ["999", "not-found"],
  ])("calling %s ends with a reason the user can read: %s", async (number, end) => {
    await dial(panel, number);
    await until(() => window.state().calls.at(-1)?.end === end, `it ends as ${end}`);
    expect(
      await panel.$eval('[data-testid="call"]:last-of-type [data-testid="call-state"]', (each) => each.textContent),
    ).not.toBe("");
  });
});
