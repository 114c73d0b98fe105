import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openWindow, registered, startCompanion, untouchedMicrophone } from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { toneFile } from "../peers/tone.ts";
import { startChromium, type Chromium } from "./chromium.ts";
import { dial, hearsTone, press, showsCall } from "./page.ts";

it("a browser that is killed in a call and started again shows the same call, and the sound resumes (N5)", async () => {
  const { folder, remove } = await scratchFolder();
  const stops: (() => unknown)[] = [remove];
  onTestFinished(async () => {
    for (const stop of stops.toReversed()) await stop();
  });
  const microphone = join(folder, "microphone.wav");
  await writeFile(microphone, toneFile(440, 60, 48_000));
  const profile = join(folder, "profile");
  const companion = await startCompanion();
  stops.push(companion.stop);
  const window = await openWindow(companion);
  stops.push(window.close);
  await registered(window);
  await window.ask("settings.change", untouchedMicrophone);
  const hearsItself = async (chromium: Chromium) => hearsTone(await chromium.soundPage(), 440);

  const first = await startChromium({ microphone, profile });
  stops.push(first.kill);
  await first.pair(companion);
  const panel = await first.openPanel();
  await dial(panel, "600");
  await showsCall(panel, "active");
  await hearsItself(first);
  const { id } = window.state().calls[0] ?? { id: "" };

  await first.kill();
  await until(() => window.state().sounds.holder === null, "nobody holds the sound");
  expect(window.state().calls[0]).toMatchObject({ id, state: "active" });

  const second = await startChromium({ microphone, profile });
  stops.push(second.stop);
  const again = await second.openPanel();
  await showsCall(again, "active");
  expect(await again.$eval('[data-testid="call"]', (card) => card.getAttribute("data-call-id"))).toBe(id);
  await hearsItself(second);
  await press(again, "hang-up");
  await until(() => window.state().calls[0]?.end, "the call ends");
  expect(window.state().calls[0]).toMatchObject({ id, end: "hung-up" });
});
