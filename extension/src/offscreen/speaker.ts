import type { Tone } from "@twp/shared/protocol/sounds.ts";
import { canChooseOutput } from "../browser/sound-devices.ts";
import { levelOf, peakFrequencyOf } from "./level.ts";
import { openOutlet, turn } from "./outlet.ts";
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
  /** Where the voice and the tones of the network come out, and where it rings: an empty id is the system's device. */
  lead: (part: "headset" | "ring", device: string, gain: number) => void;
  /** The devices it comes out of: of the voice, of the tones of the network, of the ring. */
  devices: () => Readonly<{ voice: string; tones: string; ring: string }>;
  /** By which factor the voice comes out. */
  voiceVolume: () => number;
  /** Of what is heard now: the strongest frequency in hertz, and the level in decibels below full scale. */
  peakFrequency: () => number;
  level: () => number;
  /** All that is heard passes through it, so that a recording can be made. */
  heard: AudioNode;
}>;

const rate = 16_000;

/** Opens the speaker; extension pages may play without a gesture. */
export function openSpeaker(signal: AbortSignal): Speaker {
  const context = new AudioContext({ latencyHint: "interactive" });
  const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
  const element = new Audio();
  const [tones, ring] = [openOutlet(context, signal), openOutlet(context, signal)];
  // The element plays the voice without a detour; this follows its volume for whoever measures.
  const voice = new GainNode(context);
  for (const node of [tones.node, ring.node, voice]) node.connect(analyser);
  const stops: (() => void)[] = [];
  let listening = false;
  let playing: "ring" | "tones" | null = null;
  const keep = keepAwake(context, signal);
  const settle = () => {
    keep(listening || playing !== null);
    ring.need(playing === "ring");
    tones.need(playing === "tones");
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
      context.createMediaStreamSource(stream).connect(voice);
      settle();
    },
    play: (tone, country) => {
      for (const stop of stops.splice(0)) stop();
      const pattern = patternOf(tone, country);
      playing = pattern === null ? null : tone === "ring" ? "ring" : "tones";
      settle();
      if (pattern !== null) stops.push(repeat(render(pattern, rate), playing === "ring" ? ring.node : tones.node));
    },
    listen: (wanted) => {
      listening = wanted;
      settle();
    },
    lead: (part, device, gain) => {
      if (part === "ring") return void ring.lead(device, gain);
      void tones.lead(device, gain);
      element.volume = gain;
      turn(voice.gain, gain, context);
      // A device that has just gone is replaced as soon as the browser says so.
      if (canChooseOutput()) element.setSinkId(device).catch(() => undefined);
    },
    devices: () => ({ voice: element.sinkId ?? "", tones: tones.device(), ring: ring.device() }),
    voiceVolume: () => element.volume,
    peakFrequency: () => peakFrequencyOf(analyser),
    level: () => levelOf(analyser),
    heard: analyser,
  };
}

/** Repeats a round by the sound card's clock: no timer of a hidden page is involved. Returns its soft end. */
function repeat(samples: Float32Array<ArrayBuffer>, outlet: AudioNode): () => void {
  const { context } = outlet;
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: rate });
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  const volume = new GainNode(context);
  source.connect(volume);
  volume.connect(outlet);
  source.start();
  return () => {
    volume.gain.setTargetAtTime(0, context.currentTime, 0.01);
    source.stop(context.currentTime + 0.06);
  };
}
