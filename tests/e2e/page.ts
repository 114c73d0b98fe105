import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "puppeteer";
import { until } from "../peers/process.ts";

/** A page of the test's own, on loopback. */
export type ServedPage = Readonly<{ url: string; stop: () => Promise<void> }>;

/** Serves one HTML text at every address, with further headers where the test wants them. */
export async function servePage(html: string, headers: Readonly<Record<string, string>> = {}): Promise<ServedPage> {
  const server = createServer((_, response) =>
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...headers }).end(html),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The texts that are marked as numbers on a page. */
export function markedNumbers(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(CSS.highlights.get("twp-number") ?? [])].map((range) => (range as Range).toString()));
}

/** Clicks a marked number with the mouse, as a user does. */
export async function clickNumber(page: Page, text: string): Promise<void> {
  const place = await until(
    () =>
      page.evaluate((wanted) => {
        const marked = [...(CSS.highlights.get("twp-number") ?? [])] as Range[];
        const box = marked.find((range) => range.toString() === wanted)?.getBoundingClientRect();
        return box === undefined ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }, text),
    `${text} is marked`,
  );
  await page.mouse.click(place.x, place.y);
}

/** Waits for a control of the panel and clicks it. */
export async function press(page: Page, control: string): Promise<void> {
  await (await page.waitForSelector(`[data-testid="${control}"]:not([disabled])`, { timeout: 10_000 }))?.click();
}

/** Types a number into the panel's field and presses Enter. */
export async function dial(panel: Page, number: string): Promise<void> {
  await (await panel.waitForSelector('[data-testid="dial-field"]', { timeout: 10_000 }))?.type(number);
  await panel.keyboard.press("Enter");
}

/** Waits until the panel shows a call in this state. */
export async function showsCall(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`[data-testid="call"][data-state="${state}"]`, { timeout: 10_000 });
}

/** What the page with the sound hears now: its strongest frequency in hertz and its level in decibels of full scale. */
export function hears(soundPage: Page): Promise<{ frequency: number; level: number }> {
  return soundPage.evaluate(() => {
    const { twpSound } = globalThis as unknown as { twpSound: { peakFrequency: () => number; level: () => number } };
    return { frequency: twpSound.peakFrequency(), level: twpSound.level() };
  });
}

/** Waits until the page with the sound hears a tone of that frequency, within 15 Hz. */
export async function hearsTone(soundPage: Page, frequency: number): Promise<void> {
  await until(async () => Math.abs((await hears(soundPage)).frequency - frequency) < 15, `${frequency} Hz is heard`);
}

/** Waits until the page with the sound hears nothing any more. */
export async function hearsNothing(soundPage: Page): Promise<void> {
  await until(async () => (await hears(soundPage)).level < -60, "silence");
}

/** Waits until the page with the sound hears all these tones, and not that one, which nobody else says. */
export async function hearsTones(soundPage: Page, tones: readonly number[], silent: number): Promise<void> {
  const loud = (frequency: number): Promise<boolean> => hearsAmong(soundPage, frequency);
  await until(
    async () => {
      const heard = await Promise.all(tones.map(loud));
      return heard.every(Boolean) && !(await loud(silent));
    },
    `${tones.join(" and ")} Hz are heard, and ${silent} Hz are not`,
  );
}

/** Is a tone of that frequency heard, also beside others? */
function hearsAmong(soundPage: Page, frequency: number): Promise<boolean> {
  return soundPage.evaluate((wanted) => {
    const { heard } = (globalThis as unknown as { twpSound: { heard: AnalyserNode } }).twpSound;
    const spectrum = new Float32Array(heard.frequencyBinCount);
    heard.getFloatFrequencyData(spectrum);
    const bin = Math.round((wanted * heard.fftSize) / heard.context.sampleRate);
    return Math.max(...spectrum.slice(bin - 1, bin + 2)) > -45;
  }, frequency);
}

/** Waits until the sound that a page plays by itself is a tone of that frequency, within 15 Hz. */
export async function playsTone(page: Page, frequency: number): Promise<void> {
  await page.waitForSelector("audio");
  await page.evaluate(() => {
    const { audio, captured } = { audio: document.querySelector("audio"), captured: new AudioContext() };
    const stream = (audio as unknown as { captureStream: () => MediaStream }).captureStream();
    const analyser = captured.createAnalyser();
    analyser.fftSize = 8192;
    const listen = (): void => void captured.createMediaStreamSource(stream).connect(analyser);
    if (stream.getAudioTracks().length > 0) listen();
    else stream.addEventListener("addtrack", listen);
    Object.assign(globalThis, { twpPlayed: analyser });
  });
  const strongest = (): Promise<number> =>
    page.evaluate(() => {
      const { twpPlayed } = globalThis as unknown as { twpPlayed: AnalyserNode };
      const spectrum = new Float32Array(twpPlayed.frequencyBinCount);
      twpPlayed.getFloatFrequencyData(spectrum);
      const loudest = Math.max(...spectrum);
      return loudest < -60 ? 0 : (spectrum.indexOf(loudest) * twpPlayed.context.sampleRate) / twpPlayed.fftSize;
    });
  await until(async () => Math.abs((await strongest()) - frequency) < 15, `${frequency} Hz is played`);
}
