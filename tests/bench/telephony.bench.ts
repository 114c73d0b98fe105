import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { startChromium, type Chromium } from "../e2e/chromium.ts";
import { dial } from "../e2e/page.ts";
import {
  leaveNoCall,
  openWindow,
  registered,
  startCompanionIn,
  writeAccount,
  type Window,
} from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { toneFile } from "../peers/tone.ts";
import { answerAll, type Callees } from "./callees.ts";
import { delayOfMix, handshakes, manyCalls, manyEncryptedCalls } from "./engine-alone.ts";
import { type Figure, figureOf, percentile, runBench } from "./figures.ts";
import { listenFor } from "./listening.ts";
import { click } from "./panel.ts";
import { coreShares } from "./process-cost.ts";
import { startSipPeer } from "./sip-peer.ts";

/** How often a button is pressed, and how long a processor is watched, in seconds. */
const [presses, seconds] = [25, 15];
/** The tones of who is called first and second; a listener tells them apart. */
const tones = [1000, 3000] as const;

const pause = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const stops: (() => unknown)[] = [];
await runBench("telephony", stops, async (take) => {
  take([await delayOfMix(100), await manyCalls(20, "each by itself"), await manyCalls(20, "joined in pairs")]);
  take([await manyEncryptedCalls(20, "AES_CM_128_HMAC_SHA1_80")]);
  take([await manyEncryptedCalls(20, "AEAD_AES_128_GCM"), await handshakes(100)]);
  take(await withBrowser());
});

type Stage = Readonly<{ callees: Callees; window: Window; pid: number; chromium: Chromium; panel: Page }>;

async function withBrowser(): Promise<Figure[]> {
  const stage = await open();
  const swapped = await swaps(stage);
  const mixed = await mixOfThree(stage);
  return [...swapped, ...mixed];
}

async function open(): Promise<Stage> {
  const { folder, remove } = await scratchFolder();
  const peer = await startSipPeer();
  const callees = answerAll(peer, tones);
  stops.push(remove, peer.stop, callees.stop);
  const [home, microphone] = [join(folder, "home"), join(folder, "microphone.wav")];
  await writeAccount(home, { user: "alice", port: peer.port });
  await writeFile(microphone, toneFile(440, 60, 48_000));
  const companion = await startCompanionIn(home, { TWP_LOG: "" });
  const window = await openWindow(companion);
  await registered(window);
  const chromium = await startChromium({ microphone });
  stops.push(companion.stop, window.close, chromium.stop);
  await chromium.pair(companion);
  const panel = await chromium.openPanel();
  await until(() => window.state().sounds.holder, "the sound is linked");
  return { callees, window, pid: companion.peer.child.pid ?? 0, chromium, panel };
}

function areStates({ window }: Stage, expected: string): Promise<unknown> {
  const states = (): string =>
    window
      .state()
      .calls.map(({ state }) => state)
      .join();
  return until(() => states() === expected, `the calls are ${expected}`);
}

/** Two calls, the second a consultation of the first. */
async function consult(stage: Stage): Promise<void> {
  await dial(stage.panel, "5020");
  await areStates(stage, "active");
  await dial(stage.panel, "5021");
  await areStates(stage, "held,active");
  await pause(500);
}

/** Swapping, and how soon each button's first message is on the wire. */
async function swaps(stage: Stage): Promise<Figure[]> {
  const { panel, callees } = stage;
  const [heard, voice, wire]: [number[], number[], number[]] = [[], [], []];
  const press = async (button: string, method: "INVITE" | "BYE", states: string): Promise<number> => {
    const sent = callees.next(method);
    const clicked = await click(panel, button);
    wire.push((await sent) - clicked);
    await areStates(stage, states);
    await pause(150);
    return clicked;
  };
  await consult(stage);
  const ear = await listenFor(await stage.chromium.soundPage(), tones[1]);
  const lag = await ear.lag();
  for (let round = 0; round < presses; round += 1) {
    await press("swap", "INVITE", "active,held");
    // What the browser keeps ahead of the other's tone has been heard by then.
    await pause(600);
    const hears = ear.next();
    const speaks = callees.nextVoice(1);
    const clicked = await press("swap", "INVITE", "held,active");
    voice.push((await speaks) - clicked);
    heard.push((await hears) - clicked - lag);
    await press("hold", "INVITE", "held,held");
    await press("resume", "INVITE", "held,active");
  }
  await press("conference-begin", "INVITE", "active,active");
  for (let round = 0; round < presses; round += 1) {
    await press("conference-hold", "INVITE", "held,held");
    await press("conference-resume", "INVITE", "active,active");
  }
  await press("conference-hang-up", "BYE", "ended,ended");
  await leaveNoCall(stage.window);
  return [
    figureOf("swap → our voice at the other's telephone", "ms", voice, { p50: 60 }),
    figureOf("swap → the other's sound out of the browser's own buffer", "ms", heard, { p50: 60 }),
    figureOf("how late the ear that measures this hears; taken off above", "ms", [lag], {}),
    figureOf("click on any button of a call → on the wire", "ms", wire, { p50: 10, p99: 30 }),
  ];
}

/** What the mix costs beyond the same two calls, of which one is held. */
async function mixOfThree(stage: Stage): Promise<Figure[]> {
  await consult(stage);
  await pause(2000);
  const before = await coreShares(stage.pid, seconds);
  await click(stage.panel, "conference-begin");
  await areStates(stage, "active,active");
  await pause(2000);
  const mixed = await coreShares(stage.pid, seconds);
  await leaveNoCall(stage.window);
  const without = percentile(before, 0.5);
  return [
    figureOf("two calls, one of them held, of a core", "%", before, { p50: 8 }),
    figureOf(
      "what the mix of three adds to them, of a core",
      "%",
      mixed.map((share) => share - without),
      { p50: 2 },
    ),
  ];
}
