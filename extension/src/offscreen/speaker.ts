import type { Tone } from "@twp/shared/protocol/sounds.ts";
import { render } from "./render.ts";
import { keepAwake } from "./rest.ts";
import { patternOf } from "./tones.ts";

/** What this page lets hear: the peer, and the tones. */
export type Speaker = Readonly<{
  /** The peer's sound, as the peer connection brings it. */
  hear: (stream: MediaStream) => void;
  /** Plays a tone until the next one; `none` ends it. */
  play: (tone: Tone, country: string) => void;
  /** Opens or rests the loudspeaker: an open one drains a battery and holds a headset's line. */
  listen: (listening: boolean) => void;
  /** Of what is heard now: the strongest frequency in hertz, and the level in decibels below full scale. */
  peakFrequency: () => number;
  level: () => number;
  /** All that is heard passes through it, so that a recording can be made. */
  heard: AudioNode;
}>;

const rate = 16_000;
/** The level of silence, in decibels: a number that can be passed on. */
const silent = -120;

/** Opens the speaker; extension pages may play without a gesture. */
export function openSpeaker(signal: AbortSignal): Speaker {
  const context = new AudioContext({ latencyHint: "interactive" });
  const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
  const element = new Audio();
  const stops: (() => void)[] = [];
  let listening = false;
  let playing = false;
  const keep = keepAwake(context, signal);
  const settle = () => {
    keep(listening || playing);
    // A rejection tells that a later wish has overtaken this one.
    if (listening && element.srcObject !== null) element.play().catch(() => undefined);
    else element.pause();
  };
  signal.addEventListener("abort", () => {
    element.srcObject = null;
    void context.close();
  });
  return {
    hear: (stream) => {
      element.srcObject = stream;
      context.createMediaStreamSource(stream).connect(analyser);
      settle();
    },
    play: (tone, country) => {
      for (const stop of stops.splice(0)) stop();
      const pattern = patternOf(tone, country);
      playing = pattern !== null;
      settle();
      if (pattern !== null) stops.push(repeat(context, render(pattern, rate), analyser));
    },
    listen: (wanted) => {
      listening = wanted;
      settle();
    },
    // A resting context keeps its last samples: they are heard no more.
    peakFrequency: () => (context.state === "running" ? peakFrequency(analyser) : 0),
    level: () => (context.state === "running" ? level(analyser) : silent),
    heard: analyser,
  };
}

/** Repeats a round by the sound card's clock: no timer of a hidden page is involved. Returns its soft end. */
function repeat(context: AudioContext, samples: Float32Array<ArrayBuffer>, analyser: AnalyserNode): () => void {
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: rate });
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  const volume = new GainNode(context);
  source.connect(volume);
  volume.connect(context.destination);
  volume.connect(analyser);
  source.start();
  return () => {
    volume.gain.setTargetAtTime(0, context.currentTime, 0.01);
    source.stop(context.currentTime + 0.06);
  };
}

function peakFrequency(analyser: AnalyserNode): number {
  const spectrum = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(spectrum);
  const peak = spectrum.reduce((best, value, index) => (value > (spectrum[best] ?? 0) ? index : best), 0);
  return (peak * analyser.context.sampleRate) / analyser.fftSize;
}

function level(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.max(silent, 10 * Math.log10(power));
}
