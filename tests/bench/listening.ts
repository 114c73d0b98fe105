import type { Page } from "puppeteer";
import { percentile } from "./figures.ts";

/** An ear for one tone in the page with the sound. */
export type Ear = Readonly<{
  /** The moment at which the tone is next heard, whatever else the page plays. */
  next: () => Promise<number>;
  /** How late this ear itself hears a tone of the peer's strength, in milliseconds: the median of some made in the page. */
  lag: () => Promise<number>;
}>;

/** What the page below does for this side. */
type InPage = Readonly<{ nextTone: () => Promise<number>; lagOfTone: () => Promise<number> }>;

/** Listens for that tone in hertz; `strength` is its amplitude as the peer sends it, of 1. */
export async function listenFor(soundPage: Page, tone: number, strength = 0.49): Promise<Ear> {
  await soundPage.evaluate(
    (frequency, strength) => {
      const { heard } = (globalThis as unknown as { twpSound: { heard: AudioNode } }).twpSound;
      const { context } = heard;
      const narrow = (): BiquadFilterNode => new BiquadFilterNode(context, { type: "bandpass", frequency, Q: 10 });
      const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const now = (): number => performance.timeOrigin + performance.now();
      const listen = (source: AudioNode): (() => Promise<number>) => {
        const analyser = new AnalyserNode(context, { fftSize: 256 });
        source.connect(narrow()).connect(narrow()).connect(analyser);
        const samples = new Float32Array(analyser.fftSize);
        const sounds = (): boolean => {
          analyser.getFloatTimeDomainData(samples);
          return context.state === "running" && samples.some((sample) => Math.abs(sample) > 0.05);
        };
        return async () => {
          while (!sounds()) await pause(4);
          return now();
        };
      };
      /** The same ear at a tone that begins when we say so. */
      const lagOfTone = async (): Promise<number> => {
        const gate = new GainNode(context, { gain: 0 });
        const hears = listen(gate);
        const oscillator = new OscillatorNode(context, { frequency });
        oscillator.connect(gate);
        oscillator.start();
        await pause(100 + Math.random() * 20);
        const begun = now();
        gate.gain.value = strength;
        const lag = (await hears()) - begun;
        oscillator.stop();
        gate.disconnect();
        return lag;
      };
      Object.assign(globalThis, { nextTone: listen(heard), lagOfTone });
    },
    tone,
    strength,
  );
  const inPage = (what: keyof InPage): Promise<number> =>
    soundPage.evaluate((what) => (globalThis as unknown as InPage)[what](), what);
  return {
    next: () => inPage("nextTone"),
    async lag() {
      const lags: number[] = [];
      while (lags.length < 15) lags.push(await inPage("lagOfTone"));
      return percentile(lags, 0.5);
    },
  };
}
