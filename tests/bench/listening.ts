import type { Page } from "puppeteer";

/** Listens in the page with the sound; the returned function gives the moment at which it next hears that tone, whatever else it plays. */
export async function listenFor(soundPage: Page, tone: number): Promise<() => Promise<number>> {
  await soundPage.evaluate((frequency) => {
    const { heard } = (globalThis as unknown as { twpSound: { heard: AudioNode } }).twpSound;
    const narrow = (): BiquadFilterNode => new BiquadFilterNode(heard.context, { type: "bandpass", frequency, Q: 10 });
    const analyser = new AnalyserNode(heard.context, { fftSize: 256 });
    heard.connect(narrow()).connect(narrow()).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const sounds = (): boolean => {
      analyser.getFloatTimeDomainData(samples);
      return heard.context.state === "running" && samples.some((sample) => Math.abs(sample) > 0.05);
    };
    const nextTone = (): Promise<number> =>
      new Promise((resolve) => {
        const timer = setInterval(() => {
          if (!sounds()) return;
          clearInterval(timer);
          resolve(performance.timeOrigin + performance.now());
        }, 4);
      });
    Object.assign(globalThis, { nextTone });
  }, tone);
  return () => soundPage.evaluate(() => (globalThis as unknown as { nextTone: () => Promise<number> }).nextTone());
}
