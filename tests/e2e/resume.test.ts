import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openWindow, registered, startCompanion, untouchedMicrophone } from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { toneFile } from "../peers/tone.ts";
import { startChromium } from "./chromium.ts";
import { dial, hears, press, showsCall } from "./page.ts";

it("a browser that is killed in a call and started again shows the same call, and the sound resumes (N5)", async () => {
  const { folder, remove } = await scratchFolder();
  const microphone = join(folder, "microphone.wav");
  await writeFile(microphone, toneFile(440, 60, 48_000));
  const profile = join(folder, "profile");
  const companion = await startCompanion();
  const window = await openWindow(companion);
  await registered(window);
  await window.ask("settings.change", untouchedMicrophone);
  const hearsItself = async (chromium: Awaited<ReturnType<typeof startChromium>>) =>
    until(
      async () => Math.abs((await hears(await chromium.soundPage())).frequency - 440) < 15,
      "the echo brings our tone back",
      20_000,
    );

  const first = await startChromium({ microphone, profile });
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
  const again = await second.openPanel();
  await showsCall(again, "active");
  expect(await again.$eval('[data-testid="call"]', (card) => card.getAttribute("data-call-id"))).toBe(id);
  await hearsItself(second);
  await press(again, "hang-up");
  await until(() => window.state().calls[0]?.end, "the call ends");
  expect(window.state().calls[0]).toMatchObject({ id, end: "hung-up" });

  window.close();
  await second.stop();
  await companion.stop();
  await remove();
});
