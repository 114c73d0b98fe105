import type { Trial } from "../features/sounds/trial.ts";
import { levelOf } from "./level.ts";
import { openMicrophone } from "./microphone.ts";
import { openOutlet } from "./outlet.ts";
import { render } from "./render.ts";
import { tryOut, patternOf } from "./tones.ts";

const rate = 16_000;

/** Milliseconds in which a device may come to life. */
const patience = 300;

/** Lets a page try devices: what is played goes through the same outlet as in a call, what is heard through the same microphone. */
export function openTrial(signal: AbortSignal): Trial {
  let ear: Ear | null = null;
  const microphone = openMicrophone((track) => {
    void ear?.context.close();
    ear = track === null ? null : listenTo(track);
  }, signal);
  return {
    play: (part, device, gain) => {
      const pattern = part === "ring" ? patternOf("ring", "") : tryOut;
      return pattern === null ? Promise.resolve(false) : playOnce(render(pattern, rate), device, gain);
    },
    listen: (wish) => microphone.want(wish),
    microphone: microphone.state,
    level: () => levelOf(ear?.analyser ?? null),
  };
}

type Ear = Readonly<{ context: AudioContext; analyser: AnalyserNode }>;

function listenTo(track: MediaStreamTrack): Ear {
  const context = new AudioContext({ latencyHint: "interactive" });
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(analyser);
  return { context, analyser };
}

async function playOnce(samples: Float32Array<ArrayBuffer>, device: string, gain: number): Promise<boolean> {
  const [context, end] = [new AudioContext(), new AbortController()];
  const outlet = openOutlet(context, end.signal);
  outlet.need(true);
  await outlet.lead(device, gain);
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: rate });
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(outlet.node);
  source.start();
  // Where there is no device the context never runs, and nothing in it ends.
  await new Promise((resolve) => setTimeout(resolve, buffer.duration * 1000 + patience));
  const played = context.currentTime > 0;
  end.abort();
  await context.close();
  return played;
}
