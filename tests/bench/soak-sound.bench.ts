import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { startChromium } from "../e2e/chromium.ts";
import { dial, press, showsCall } from "../e2e/page.ts";
import { openWindow, registered, startCompanionIn, untouchedMicrophone, writeAccount } from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { toneFile } from "../peers/tone.ts";
import { type Figure, figureOf, runBench } from "./figures.ts";
import { listenFor } from "./listening.ts";
import { startSoakPhone, type SoakPhone, type Stretch } from "./soak-phone.ts";

/*
 * One call of twenty minutes with a tone both ways: does its sound at the end arrive as soon, as loud and as whole as at the beginning?
 * TWP_SOAK_MINUTES makes it shorter, to try the measurement itself.
 */
const minutes = Number(process.env["TWP_SOAK_MINUTES"] ?? 20);
const [voice, tone, other] = [440, 1000, 3000];
/** How often the delay is measured in each minute. */
const marks = 8;

const pause = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const stops: (() => unknown)[] = [];
await runBench("soak-sound", stops, async (take) => take(await soak()));

async function soak(): Promise<Figure[]> {
  const { phone, soundPage, panel, pid } = await open();
  const { next: nextMark } = await listenFor(soundPage, other);
  await watchSilence(soundPage);
  await pause(3000);
  phone.stretch();
  await silences(soundPage);
  const heard: Heard[] = [];
  for (let minute = 0; minute < minutes; minute += 1) heard.push(await oneMinute(phone, soundPage, nextMark, pid));
  await press(panel, "hang-up");
  const minutesOf = heard.map(({ stretch, ...rest }): Minute => Object.assign(rest, { stretch: stretch() }));
  for (const [minute, facts] of minutesOf.entries()) console.log(JSON.stringify({ minute, ...brief(facts) }));
  return figuresOf(minutesOf);
}

type Minute = Readonly<{
  stretch: Stretch;
  /** From the peer's mouth to what the page lets hear, in milliseconds. */
  delays: readonly number[];
  /** Moments at which the page should have heard the peer and did not, of `looks`. */
  silent: number;
  looks: number;
  level: number;
  memory: number;
}>;

/** A minute that nobody has looked at yet. */
type Heard = Omit<Minute, "stretch"> & Readonly<{ stretch: () => Stretch }>;

async function oneMinute(phone: SoakPhone, page: Page, nextMark: () => Promise<number>, pid: number): Promise<Heard> {
  const delays: number[] = [];
  const end = Date.now() + 60_000;
  for (let n = 0; n < marks; n += 1) {
    const heard = nextMark();
    await pause(100);
    const said = await phone.mark();
    delays.push((await heard) - said);
    await pause(Math.max(500, (end - Date.now()) / (marks - n)));
  }
  return { stretch: phone.stretch(), delays, ...(await silences(page)), memory: await residentMegabytes(pid) };
}

async function open() {
  const { folder, remove } = await scratchFolder();
  const phone = await startSoakPhone(tone, other, voice);
  stops.push(remove, phone.stop);
  const [home, microphone] = [join(folder, "home"), join(folder, "microphone.wav")];
  await writeAccount(home, { user: "alice", port: phone.port });
  await writeFile(microphone, toneFile(voice, 60, 48_000));
  const companion = await startCompanionIn(home, { TWP_LOG: "" });
  const window = await openWindow(companion);
  await registered(window);
  await window.ask("settings.change", untouchedMicrophone);
  const chromium = await startChromium({ microphone });
  stops.push(companion.stop, window.close, chromium.stop);
  await chromium.pair(companion);
  const panel = await chromium.openPanel();
  await until(() => window.state().sounds.holder, "the sound is linked");
  await dial(panel, "5020");
  await showsCall(panel, "active");
  return { phone, panel, soundPage: await chromium.soundPage(), pid: companion.peer.child.pid ?? 0 };
}

/** Looks twenty times a second whether the peer is heard, in the last sixteen milliseconds. */
async function watchSilence(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { heard } = (globalThis as unknown as { twpSound: { heard: AudioNode } }).twpSound;
    const analyser = new AnalyserNode(heard.context, { fftSize: 256 });
    heard.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const watch = { looks: 0, silent: 0, level: 0 };
    setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      watch.looks += 1;
      watch.level += level;
      if (level < 0.05) watch.silent += 1;
    }, 50);
    Object.assign(globalThis, { watch });
  });
}

/** What was seen since it was last asked. */
function silences(page: Page): Promise<{ looks: number; silent: number; level: number }> {
  return page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: { looks: number; silent: number; level: number } };
    const seen = { ...watch, level: watch.level / Math.max(1, watch.looks) };
    Object.assign(watch, { looks: 0, silent: 0, level: 0 });
    return seen;
  });
}

async function residentMegabytes(pid: number): Promise<number> {
  return Number(/^VmRSS:\s*(\d+)/mu.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

function brief({ stretch, delays, ...rest }: Minute): object {
  const { levels, ...counts } = stretch;
  return { ...counts, quietest: Math.min(...levels), delays: delays.map(Math.round), ...rest };
}

function figuresOf(all: readonly Minute[]): Figure[] {
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return [];
  const inDecibels = (levels: readonly number[], reference: number): number[] =>
    levels.map((level) => Math.abs(20 * Math.log10(level / reference)));
  const reference = first.stretch.levels[0] ?? Number.NaN;
  return [
    figureOf("peer → page, first minute", "ms", first.delays, { p50: 200 }),
    figureOf("peer → page, last minute", "ms", last.delays, { p50: 200 }),
    figureOf(
      "our voice comes later in each minute than in the first",
      "ms",
      all.map(({ stretch }) => stretch.delay - first.stretch.delay),
      { max: 20 },
    ),
    figureOf(
      "longest pause in our voice in a minute",
      "ms",
      all.map(({ stretch }) => stretch.longestPause),
      { p50: 60 },
    ),
    figureOf(
      "packets of our voice lost in a minute",
      "",
      all.map(({ stretch }) => stretch.lost),
      { max: 0 },
    ),
    figureOf(
      "level of our voice off the first second",
      "dB",
      all.flatMap(({ stretch }) => inDecibels(stretch.levels, reference)),
      { p99: 1 },
    ),
    figureOf(
      "level of the peer in the page off the first minute",
      "dB",
      inDecibels(
        all.map(({ level }) => level),
        first.level,
      ),
      { max: 1 },
    ),
    figureOf(
      "moments without the peer in a minute",
      "%",
      all.map(({ silent, looks }) => (100 * silent) / looks),
      { p50: 1 },
    ),
    figureOf("resident, last minute less first", "MB", [last.memory - first.memory], { max: 10 }),
  ];
}
