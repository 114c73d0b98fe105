import { readFile, readdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanionIn,
  untouchedMicrophone,
  writeAccount,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { ownPhone, usePhones } from "../peers/own-phone.ts";
import { channel } from "../peers/recorded.ts";
import { phoneHears, startSpeakingPhone, type SpeakingPhone } from "../peers/speaking-phone.ts";
import { amplitudeOf, toneFile, usualAmplitudeOf, type Sound } from "../peers/tone.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, hearsTone, press, showsCall } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const ours = 440;
const sophies = { user: "5021", tone: 700 } as const;
const marcs = { user: "5022", tone: 1100 } as const;
/** The user's own telephone. */
const desks = { user: "5024", tone: 540 } as const;
const en = wordsIn("en");

const stops: (() => unknown)[] = [];
let folder: string;
let companion: CompanionProcess;
let sophie: SpeakingPhone;
let window: Window;
let chromium: Chromium;
let panel: Page;
beforeAll(async () => {
  const [scratch, home] = [await scratchFolder(), await scratchFolder()];
  folder = home.folder;
  const microphone = join(scratch.folder, "microphone.wav");
  await writeFile(microphone, toneFile(ours, 60, 48_000));
  const kamailio = await startKamailio();
  const { port } = kamailio;
  await writeAccount(folder, { user: "alice", port });
  companion = await startCompanionIn(folder);
  chromium = await startChromium({ microphone });
  sophie = await startSpeakingPhone({ ...sophies, port });
  const marc = await startSpeakingPhone({ ...marcs, port });
  const desk = await startSpeakingPhone({ ...desks, port });
  window = await openWindow(companion);
  stops.push(scratch.remove, home.remove, kamailio.stop, () => companion.stop(), chromium.stop, sophie.stop, marc.stop);
  stops.push(desk.stop, () => window.close());
  await registered(window);
  await window.ask("settings.change", { ...untouchedMicrophone, recordingBeep: false });
  await chromium.pair(companion);
  panel = await chromium.openPanel();
});
afterEach(async () => {
  await leaveNoCall(window);
  await window.ask("settings.change", { recordingConsent: "spoken" });
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const kept = (): string => join(folder, "recordings");
const stateIs = (state: string): Promise<unknown> =>
  panel.waitForSelector(`[data-testid="recording"][data-state="${state}"]`, { timeout: 15_000 });

/** The recordings of the tests before. */
let known: readonly string[] = [];
beforeEach(async () => void (known = await readdir(kept())));

/** Waits until the new recording has that size. */
async function fileIs(size: number): Promise<string> {
  return until(async () => {
    const name = (await readdir(kept())).find((each) => each.endsWith(".wav") && !known.includes(each));
    return name !== undefined && (await stat(join(kept(), name))).size >= size ? join(kept(), name) : null;
  }, `${size} bytes are on the disk`);
}

async function speak(): Promise<void> {
  await dial(panel, sophies.user);
  await showsCall(panel, "active");
  await hearsTone(await chromium.soundPage(), sophies.tone);
}

const second = 64_000;

describe("a recording", () => {
  it("is announced, then keeps each side in its own channel at its own level, without what is said in a pause", async () => {
    await speak();
    await press(panel, "record");
    await stateIs("announcing");
    await shows(panel, en("recordings:sign.announcing"));
    const begun = await until(async () => (await readdir(kept())).at(0), "the file is begun");
    expect((await stat(join(kept(), begun))).size).toBeLessThanOrEqual(44);
    // The voice of the announcement fills what is silence between the tones.
    await until(async () => {
      const heard = await sophie.sound();
      return [200, 300, 900, 1200].some((hertz) => amplitudeOf(heard, hertz, 0, 1) > 0.003);
    }, "the announcement is heard");
    await stateIs("recording");
    await shows(panel, en("recordings:sign.recording"));
    await phoneHears(sophie, [ours], [sophies.tone]);
    await fileIs(2 * second);
    await press(panel, "recording-pause");
    await stateIs("paused");
    await press(panel, "recording-resume");
    await stateIs("recording");
    const file = await fileIs(5 * second);
    await press(panel, "recording-stop");
    await until(() => window.state().recordings.size === 1, "it is kept");
    expect(window.state().calls[0]).toMatchObject({ state: "active", recording: null });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const [left, right] = [await channel(file, 0), await channel(file, 1)];
    expect(usualAmplitudeOf(left, ours, 0.5, 1)).toBeGreaterThan(0.1);
    expect(usualAmplitudeOf(left, sophies.tone, 0.5, 1)).toBeLessThan(0.01);
    expect(usualAmplitudeOf(right, sophies.tone, 0.5, 1)).toBeCloseTo(8000 / 32_768, 1);
    expect(usualAmplitudeOf(right, ours, 0.5, 1)).toBeLessThan(0.01);
    expect(silence(right)).toBeGreaterThanOrEqual(0.5);
    expect(silence(right)).toBeLessThan(0.7);
    const bytes = await readFile(file);
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
  });

  it("is heard again in the panel, and deleted after a second word", async () => {
    await press(panel, "tab-recordings");
    await shows(panel, sophies.user);
    await press(panel, "play");
    await until(() => panel.$eval("audio", (each) => each.currentTime > 0 && each.duration > 4), "it is played");
    await press(panel, "delete");
    expect(window.state().recordings.size).toBe(1);
    await press(panel, "delete-sure");
    await until(() => window.state().recordings.size === 0, "it is deleted");
    expect(await readdir(kept())).toEqual([]);
    await press(panel, "tab-calls");
  });

  it("without an announcement begins once the user has confirmed that the others agreed", async () => {
    await window.ask("settings.change", { recordingConsent: "shown" });
    await speak();
    await press(panel, "record");
    await shows(panel, en("recordings:ask"));
    expect(window.state().calls[0]?.recording).toBeNull();
    await press(panel, "agreed");
    await stateIs("recording");
  });

  it("of a call is found with the call in the journal, and heard there", async () => {
    await window.ask("settings.change", { recordingConsent: "shown" });
    await speak();
    await press(panel, "record");
    await press(panel, "agreed");
    await fileIs(second);
    await press(panel, "hang-up");
    await until(() => window.state().recordings.size > 0, "it is kept");
    await leaveNoCall(window);
    await shows(panel, sophies.user);
    await panel.waitForSelector(`[role="img"][aria-label="${en("journal:recorded")}"]`);
    await press(panel, "open-card");
    await press(panel, "play-recorded");
    await until(() => panel.$eval("audio", (each) => each.currentTime > 0), "it is played");
    await press(panel, "open-card");
  });

  it("goes on through a hold, in which nothing is kept, and hears both again", async () => {
    await window.ask("settings.change", { recordingConsent: "shown" });
    await speak();
    await press(panel, "record");
    await press(panel, "agreed");
    const file = await fileIs(2 * second);
    await press(panel, "hold");
    await showsCall(panel, "held");
    await shows(panel, en("recordings:sign.waiting"));
    const held = (await stat(file)).size;
    await press(panel, "resume");
    await showsCall(panel, "active");
    await fileIs(held + 3 * second);
    await press(panel, "recording-stop");
    const [left, right] = [await channel(file, 0), await channel(file, 1)];
    for (const at of [0.5, right.samples.length / right.rate - 1.5]) {
      expect(usualAmplitudeOf(left, ours, at, 1)).toBeGreaterThan(0.1);
      expect(usualAmplitudeOf(right, sophies.tone, at, 1)).toBeGreaterThan(0.1);
    }
  });

  it.each([
    ["in the browser", "browser", ours],
    ["at a desk phone", desks.user, desks.tone],
  ] as const)(
    "of a conference %s keeps the user on the left and everybody else together on the right",
    async (_, device, voice) => {
      await window.ask("settings.change", { recordingConsent: "shown" });
      await usePhones(window, ownPhone(desks.user));
      await window.ask("devices.use", { device });
      await dial(panel, sophies.user);
      await showsCall(panel, "active");
      await dial(panel, marcs.user);
      await until(
        () => window.state().calls.every(({ state }) => state === "held" || state === "active"),
        "Marc answers",
      );
      await until(() => window.state().calls.length === 2, "there are two");
      await press(panel, "conference-begin");
      await panel.waitForSelector('[data-standing="together"]');
      await press(panel, "record");
      await press(panel, "agreed");
      await stateIs("recording");
      await phoneHears(sophie, [voice, marcs.tone], [sophies.tone]);
      const file = await fileIs(3 * second);
      await press(panel, "recording-stop");
      await until(() => window.state().calls.every(({ recording }) => recording === null), "it is over");
      const [left, right] = [await channel(file, 0), await channel(file, 1)];
      expect(usualAmplitudeOf(left, voice, 1, 1)).toBeGreaterThan(0.1);
      for (const { tone } of [sophies, marcs]) {
        expect(usualAmplitudeOf(right, tone, 1, 1)).toBeGreaterThan(0.05);
        expect(usualAmplitudeOf(left, tone, 1, 1)).toBeLessThan(0.02);
      }
      expect(usualAmplitudeOf(right, voice, 1, 1)).toBeLessThan(0.02);
      await window.ask("devices.use", { device: "browser" });
    },
  );

  it("that cannot be written says so, and the word goes when it is read, while the call goes on", async () => {
    await window.ask("settings.change", { recordingConsent: "shown" });
    await speak();
    await rename(kept(), `${kept()}-away`);
    try {
      await press(panel, "record");
      await press(panel, "agreed");
      await shows(panel, en("recordings:fault.not-written"));
      await press(panel, "recording-dismiss");
      await panel.waitForSelector('[data-testid="recording-failed"]', { hidden: true });
      expect(window.state().calls[0]).toMatchObject({ state: "active", recording: null });
    } finally {
      await rename(`${kept()}-away`, kept());
    }
  });

  it("of a companion that is killed is there after the next start, to its last second", async () => {
    await window.ask("settings.change", { recordingConsent: "shown" });
    await speak();
    await press(panel, "record");
    await press(panel, "agreed");
    const file = await fileIs(3 * second);
    const before = window.state().recordings.size;
    companion.peer.child.kill("SIGKILL");
    await until(() => companion.peer.child.signalCode, "it is killed");
    companion = await startCompanionIn(folder);
    window = await openWindow(companion);
    await registered(window);
    expect(window.state().recordings.size).toBe(before + 1);
    const bytes = await readFile(file);
    expect(bytes.length).toBeGreaterThanOrEqual(3 * second);
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
    expect(usualAmplitudeOf(await channel(file, 1), sophies.tone, 1, 1)).toBeGreaterThan(0.1);
  });
});

/** The longest stretch without any sound, in seconds. */
function silence({ rate, samples }: Sound): number {
  let [run, longest] = [0, 0];
  for (const sample of samples) {
    run = sample === 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest / rate;
}
