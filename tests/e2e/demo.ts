import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Call } from "@twp/shared/protocol/calls.ts";
import type { Page } from "puppeteer";
import { terminalTexts } from "../../companion/src/texts.ts";
import { openWindow, registered, startCompanion, untouchedMicrophone, type Window } from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { startRecorder } from "../peers/recorder.ts";
import { readWav, wavFile, type Sound } from "../peers/tone.ts";
import { startChromium } from "./chromium.ts";
import { dial, hears, markedNumbers, press, showsCall } from "./page.ts";
import { recordHeard } from "./record.ts";

/*
 * A first call that makes itself. Everything is real: the companion and its office, Chromium with the extension, voices. What the browser
 * heard is recorded where it is heard. The office keeps no sound, so what the other end heard is recorded by a telephone of our own, which
 * is called last, over a SIP account: it knows nothing but SIP and RTP.
 */

const root = new URL("../..", import.meta.url).pathname;
const demo = join(root, "demo");
const sounds = join(root, "companion", "sounds");
const say = terminalTexts(process.env);
const begun = performance.now();

/** A step that worked. */
function tell(text: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${text}`);
}

/** Speech at the rate of a microphone, by straight lines between the samples. */
function forMicrophone({ rate, samples }: Sound): Sound {
  const times = 48_000 / rate;
  const at = (n: number): number => samples[Math.min(n, samples.length - 1)] ?? 0;
  const between = (n: number): number => {
    const [before, share] = [Math.floor(n / times), (n % times) / times];
    return at(before) * (1 - share) + at(before + 1) * share;
  };
  return { rate: 48_000, samples: Float64Array.from({ length: samples.length * times }, (_, n) => between(n)) };
}

/** How loud a sound is, in decibels of full scale (effective value). */
function loudness({ samples }: Sound): number {
  return 10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

const listen = (seconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Everything a step needs. */
type Stage = Readonly<{
  window: Window;
  panel: Page;
  page: Page;
  /** What the microphone says. */
  spoken: Sound;
  /** Waits until something is heard; until nothing is. */
  voice: (whose: string) => Promise<unknown>;
  silence: () => Promise<unknown>;
  picture: (of: Page, name: string) => Promise<void>;
  last: () => Call | undefined;
  takeHeard: () => Promise<Sound>;
}>;

const stops: (() => Promise<unknown> | void)[] = [];
try {
  await rm(demo, { recursive: true, force: true });
  await mkdir(demo, { recursive: true });
  const stage = await setUp();
  await showNumbers(stage);
  await callAnna(stage);
  await callEcho(stage);
  await beCalledBack(stage);
  await callRecorder(stage);
  tell(say("demoKept", { folder: `${relative(process.cwd(), demo)}/` }));
} catch (error) {
  tell(say("demoFailed", { reason: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}
for (const stop of stops.toReversed()) await stop();

async function setUp(): Promise<Stage> {
  const { folder, remove } = await scratchFolder();
  stops.push(remove);
  const microphone = join(folder, "microphone.wav");
  const spoken = await readWav(join(sounds, "en", "marc-hello.wav"));
  await writeFile(microphone, wavFile(forMicrophone(spoken)));

  const companion = await startCompanion();
  stops.push(companion.stop);
  const window = await openWindow(companion);
  stops.push(window.close);
  await registered(window);
  // The file is clean: what the browser would take off it would be missing in the recordings.
  await window.ask("settings.change", untouchedMicrophone);
  tell(say("demoReady"));

  const chromium = await startChromium({ microphone });
  stops.push(chromium.stop);
  await chromium.pair(companion);
  const texts = JSON.parse(await readFile(join(sounds, "texts.json"), "utf8")) as {
    phrases: { en: { "marc-hello": string } };
  };
  tell(say("demoPaired", { words: texts.phrases.en["marc-hello"] }));

  const page = await chromium.page(`http://127.0.0.1:${companion.port}/demo/`);
  await page.setViewport({ width: 1000, height: 760 });
  const panel = await chromium.openPanel();
  const soundPage = await chromium.soundPage();
  const level = async (): Promise<number> => (await hears(soundPage)).level;
  let pictures = 0;
  return {
    window,
    panel,
    page,
    spoken,
    voice: (whose) => until(async () => (await level()) > -40, `${whose} is heard`),
    silence: () => until(async () => (await level()) < -60, "there is silence"),
    async picture(of, name) {
      pictures += 1;
      await of.screenshot({ path: join(demo, `${String(pictures).padStart(2, "0")}-${name}.png`) });
    },
    last: () => window.state().calls.at(-1),
    takeHeard: await recordHeard(soundPage),
  };
}

async function showNumbers({ page, picture }: Stage): Promise<void> {
  await page.bringToFront();
  let before = 0;
  const count = await until(async () => {
    const [now, settled] = [(await markedNumbers(page)).length, before];
    before = now;
    await listen(0.3);
    return now === settled && now > 0 ? now : null;
  }, "numbers are marked");
  await picture(page, "page-with-numbers");
  tell(say("demoMarked", { count }));
}

async function callAnna(stage: Stage): Promise<void> {
  const { page, panel, voice, silence, picture, last } = stage;
  await (await page.waitForSelector('a[href="tel:201"]'))?.click();
  await showsCall(panel, "ringing");
  await voice("the ringing tone");
  tell(say("demoClicked"));
  await picture(panel, "ringing");
  await showsCall(panel, "active");
  await voice("Anna");
  tell(say("demoAnswered"));
  await listen(4);
  await picture(panel, "in-call");
  await press(panel, "keypad");
  await press(panel, "key-1");
  await until(() => last()?.digits === "1", "the digit is sent");
  await voice("Anna");
  tell(say("demoDigit"));
  await listen(1);
  await picture(panel, "digits");
  await press(panel, "hold");
  await showsCall(panel, "held");
  await silence();
  tell(say("demoHeld"));
  await listen(1.5);
  await picture(panel, "held");
  await press(panel, "resume");
  await showsCall(panel, "active");
  await press(panel, "keypad");
  await press(panel, "key-1");
  await voice("Anna");
  tell(say("demoResumed"));
  await listen(2.5);
  await hangUp(stage, "ended");
}

async function callEcho(stage: Stage): Promise<void> {
  const { panel, voice, picture } = stage;
  await (await panel.waitForSelector('[data-testid="dial-field"]'))?.type("600");
  await picture(panel, "typed");
  tell(say("demoTyped"));
  await panel.keyboard.press("Enter");
  await showsCall(panel, "active");
  await voice("our own voice");
  tell(say("demoEcho"));
  await listen(4);
  await picture(panel, "echo");
  await hangUp(stage, "echo-ended");
}

async function beCalledBack(stage: Stage): Promise<void> {
  const { window, panel, voice, picture, last } = stage;
  await dial(panel, "8201");
  await until(() => window.state().calls.some((call) => call.state === "offered"), "Anna calls back", 30_000);
  await showsCall(panel, "offered");
  await voice("the ring");
  tell(say("demoCallBack"));
  await listen(1.5);
  await picture(panel, "incoming");
  await press(panel, "answer");
  await until(() => last()?.state === "active", "the call is answered");
  await voice("Anna");
  tell(say("demoTaken"));
  await listen(3);
  await picture(panel, "answered");
  await hangUp(stage, "call-back-ended");
}

async function callRecorder(stage: Stage): Promise<void> {
  const { window, panel, spoken, voice, picture, takeHeard } = stage;
  const recorder = await startRecorder();
  stops.push(recorder.stop);
  const server = `127.0.0.1:${recorder.port}`;
  const account = {
    displayName: "Claire Lambert",
    user: "alice",
    domain: "uc.test",
    servers: [server],
    transport: "udp" as const,
    authorities: "",
    engine: "",
  };
  await window.ask("account.change", { ...account, password: "a-password" });
  await until(() => window.state().account.kind === "sip", "the account is set");
  await registered(window);
  tell(say("demoOwnAccount"));
  const taken = recorder.takeCall(1500, spoken);
  await dial(panel, "5020");
  await showsCall(panel, "dialling");
  tell(say("demoDialled"));
  await picture(panel, "dialling");
  await taken;
  await showsCall(panel, "active");
  await voice("the telephone");
  tell(say("demoBoth"));
  await listen(9);
  await picture(panel, "recorded-call");
  await hangUp(stage, "recorded-call-ended");
  await writeFile(join(demo, "browser-heard.wav"), wavFile(await takeHeard()));
  const { sound, lost } = recorder.recording();
  await writeFile(join(demo, "peer-heard.wav"), wavFile(sound));
  const [seconds, decibels] = [sound.samples.length / sound.rate, loudness(sound)];
  if (seconds < 8 || decibels < -40) throw new Error(`${seconds} s, ${decibels} dB`);
  tell(say("demoPeerHeard", { seconds: seconds.toFixed(1), decibels: decibels.toFixed(0), lost }));
}

/** Ends the call and takes its card away. */
async function hangUp({ window, panel, picture, last }: Stage, name: string): Promise<void> {
  await press(panel, "hang-up");
  await until(() => last()?.state === "ended", "the call is over");
  await showsCall(panel, "ended");
  tell(say("demoHungUp"));
  await picture(panel, name);
  for (const { id } of window.state().calls) await window.ask("calls.dismiss", { callId: id });
  await until(() => window.state().calls.length === 0, "no call is left");
}
