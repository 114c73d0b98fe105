import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  openWindow,
  registered,
  startCompanion,
  untouchedMicrophone,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { startRecorder, type Recorder } from "../peers/recorder.ts";
import { amplitudeOf, toneFile, toneOf } from "../peers/tone.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, hearsNothing, hearsTone, press, showsCall } from "./page.ts";

const [voice, otherVoice, peersVoice, waitingTone] = [440, 880, 1000, 660];

describe("one call, all browsers (N5)", () => {
  let stops: (() => unknown)[];
  let folder: string;
  let recorder: Recorder;
  let companion: CompanionProcess;
  let window: Window;

  beforeEach(async () => {
    const scratch = await scratchFolder();
    folder = scratch.folder;
    recorder = await startRecorder();
    companion = await startCompanion({ user: "alice", port: recorder.port, domain: "uc.test" });
    window = await openWindow(companion);
    stops = [scratch.remove, recorder.stop, companion.stop, window.close];
    await registered(window);
    await window.ask("settings.change", untouchedMicrophone);
  });
  afterEach(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  /** A browser whose user speaks a tone; the same profile is the same browser. */
  async function browserOf(tone: number, profile: string): Promise<Chromium> {
    const microphone = join(folder, `${tone}.wav`);
    await writeFile(microphone, toneFile(tone, 60, 48_000));
    const chromium = await startChromium({ microphone, profile: join(folder, profile) });
    stops.push(chromium.stop);
    return chromium;
  }

  /** The other party hears that tone now, for a tenth of a second at least. */
  const isHeardThere = (frequency: number, what: string) =>
    until(() => {
      const { sound } = recorder.recording();
      const last = sound.samples.length / sound.rate - 0.3;
      return last > 0 && amplitudeOf(sound, frequency, last, 0.1) > 0.04;
    }, `${what} is heard there`);

  async function callFrom(chromium: Chromium): Promise<void> {
    const taken = recorder.takeCall(0, toneOf(peersVoice, 60));
    const panel = await chromium.openPanel();
    await dial(panel, "5020");
    await taken;
    await showsCall(panel, "active");
    await hearsTone(await chromium.soundPage(), peersVoice);
    await isHeardThere(voice, "the voice");
  }

  it("while the browser is away the other party hears a tone, and the voice again when it is back", async () => {
    const first = await browserOf(voice, "profile");
    await first.pair(companion);
    await callFrom(first);
    await first.kill();
    await isHeardThere(waitingTone, "the waiting tone");
    const { sounds, calls } = window.state();
    expect(sounds.callsEndAt).toBeGreaterThan(Date.now());
    expect(calls[0]).toMatchObject({ state: "active" });

    const again = await browserOf(voice, "profile");
    await showsCall(await again.openPanel(), "active");
    await hearsTone(await again.soundPage(), peersVoice);
    await isHeardThere(voice, "the voice");
    expect(window.state().sounds.callsEndAt).toBeNull();
    await press(await again.openPanel(), "hang-up");
    await until(() => window.state().calls[0]?.end, "the call ends");
  });

  it("another browser shows the call, takes its sound by one button, and gives it back when it is closed", async () => {
    const first = await browserOf(voice, "first");
    await first.pair(companion);
    const second = await browserOf(otherVoice, "second");
    // The code serves once.
    await second.pair({ code: await nextCode() });
    await callFrom(first);

    const panel = await second.openPanel();
    await showsCall(panel, "active");
    const banner = await panel.waitForSelector('[data-testid="take-sound"]');
    expect(await banner?.evaluate((button) => button.closest("section")?.textContent)).toContain(
      "The sound is in Chrom",
    );
    await press(panel, "take-sound");
    await hearsTone(await second.soundPage(), peersVoice);
    await isHeardThere(otherVoice, "the other browser's voice");
    await hearsNothing(await first.soundPage());
    expect(await panel.$('[data-testid="take-sound"]')).toBeNull();

    await second.kill();
    await hearsTone(await first.soundPage(), peersVoice);
    await isHeardThere(voice, "the first browser's voice");
    expect(window.state().calls[0]).toMatchObject({ state: "active" });
  });

  async function nextCode(): Promise<string> {
    return (await window.ask("settings.pair", null)).code;
  }
});
