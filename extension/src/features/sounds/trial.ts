import type { ReadonlySignal } from "@preact/signals";
import type { SoundMicrophone } from "../../browser/sound-news.ts";

/** What the browser does to the microphone's sound before we get it. */
export type Cleaning = Readonly<{ echoCancellation: boolean; noiseSuppression: boolean; evenLevel: boolean }>;

/** How the microphone should be: which one (an empty id for the system's), by which factor, and cleaned of what. */
export type MicrophoneWish = Readonly<{ device: string; gain: number; cleaning: Cleaning }>;

/** A way to try devices outside a call, as they would sound in one. */
export type Trial = Readonly<{
  /** Plays what one would hear there, and resolves when it is over: with whether the browser could play at all. */
  play: (part: "headset" | "ring", device: string, gain: number) => Promise<boolean>;
  /** Listens to the microphone while a wish stands; null ends it. */
  listen: (wish: MicrophoneWish | null) => void;
  microphone: ReadonlySignal<SoundMicrophone>;
  /** How loud the microphone is now, in decibels of full scale. */
  level: () => number;
}>;
