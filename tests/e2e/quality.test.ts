import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import { openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { startRecorder } from "../peers/recorder.ts";
import { toneFile, toneOf } from "../peers/tone.ts";
import { startChromium } from "./chromium.ts";
import { dial, press, showsCall } from "./page.ts";

let stops: (() => unknown)[];
beforeEach(() => void (stops = []));
afterEach(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** Alice's panel, on a line at that server. */
async function panelAt(port: number): Promise<Readonly<{ window: Window; panel: Page }>> {
  const { folder, remove } = await scratchFolder();
  const microphone = join(folder, "microphone.wav");
  await writeFile(microphone, toneFile(440, 20, 48_000));
  const companion = await startCompanion({ user: "alice", port });
  const chromium = await startChromium({ microphone });
  const window = await openWindow(companion);
  stops.push(remove, companion.stop, chromium.stop, window.close);
  await registered(window);
  await chromium.pair(companion);
  return { window, panel: await chromium.openPanel() };
}

const stateShown = (panel: Page) => panel.$eval('[data-testid="call-state"]', (state) => state.textContent);

it("a call says how its sound is, and unfolds what was measured on both ways", async () => {
  const kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const desk = await startBaresip({ user: "5012", port: kamailio.port });
  stops.push(desk.stop);
  const { window, panel } = await panelAt(kamailio.port);
  await dial(panel, "5012");
  await showsCall(panel, "active");
  // Reports go each five seconds: one of ours, and one of baresip's that names it.
  await until(() => (window.state().calls[0]?.quality?.roundTrip ?? null) !== null, "the round trip is known", 20_000);
  expect(window.state().calls[0]?.quality).toMatchObject({ loss: 0, farLoss: 0, lost: 0 });
  const line = await panel.waitForSelector('[data-testid="hearing"][data-grade="good"]');
  await (await line?.$("summary"))?.click();
  const shown = await line?.$$eval("dl div", (rows) => rows.map((row) => row.textContent));
  expect(shown?.slice(0, 2)).toEqual(["Lost on the way here0%", "Lost on the way there0%"]);
  expect(shown?.[3]).toMatch(/^There and back\d+ ms$/u);
  await press(panel, "hang-up");
});

it("a call in which nothing comes from the other side says so, and not any more once it does", async () => {
  const recorder = await startRecorder();
  stops.push(recorder.stop);
  const { window, panel } = await panelAt(recorder.port);
  const taken = recorder.takeCall(0, toneOf(1000, 0));
  await dial(panel, "5020");
  await taken;
  await showsCall(panel, "active");
  await until(async () => (await stateShown(panel)) === "Nothing is heard from the other side", "it is said", 15_000);
  expect(window.state().calls[0]?.state).toBe("active");
  recorder.say(toneOf(1000, 10));
  await until(async () => (await stateShown(panel)) === "In conversation", "it is said no more");
  await press(panel, "hang-up");
});
