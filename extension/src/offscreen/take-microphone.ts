import type { Cleaning, MicrophoneWish } from "../features/sounds/trial.ts";
import { turn } from "./outlet.ts";

/** An open microphone. */
export type Taken = Readonly<{
  /** As the browser gives it. */
  raw: MediaStreamTrack;
  /** The device it was taken from: an empty id where it is the system's. */
  device: string;
  cleaning: Cleaning;
  /** As it is sent, at its volume. */
  track: () => MediaStreamTrack;
  /** Turns the volume; `use` gets the track that has it, where that is another. */
  turn: (gain: number, use: (track: MediaStreamTrack) => void) => void;
  close: () => void;
}>;

/** Takes the wished microphone, the system's where it cannot be had, or says why there is none. */
export async function takeMicrophone(wish: MicrophoneWish): Promise<Taken | "refused" | "missing"> {
  const chosen = wish.device === "" ? "missing" : await ask(wish.cleaning, wish.device);
  if (chosen === "refused") return chosen;
  const raw = chosen === "missing" ? await ask(wish.cleaning) : chosen;
  if (typeof raw === "string") return raw;
  return atVolume(raw, chosen === "missing" ? "" : wish.device, wish);
}

async function ask(cleaning: Cleaning, device?: string): Promise<MediaStreamTrack | "refused" | "missing"> {
  const { echoCancellation, noiseSuppression, evenLevel } = cleaning;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        echoCancellation,
        noiseSuppression,
        autoGainControl: evenLevel,
        ...(device === undefined ? {} : { deviceId: { exact: device } }),
      },
    });
    return stream.getAudioTracks()[0] ?? "missing";
  } catch (error) {
    const refused = error instanceof DOMException && ["NotAllowedError", "SecurityError"].includes(error.name);
    return refused ? "refused" : "missing";
  }
}

/** A microphone at its own volume is sent as it comes: what makes it louder or quieter costs ten milliseconds and some work. */
function atVolume(raw: MediaStreamTrack, device: string, { gain, cleaning }: MicrophoneWish): Taken {
  let volume: Volume | null = gain === 1 ? null : openVolume(raw, gain);
  return {
    raw,
    device,
    cleaning,
    track: () => volume?.track ?? raw,
    turn: (next, use) => {
      if (volume !== null) return volume.turn(next);
      if (next === 1) return;
      volume = openVolume(raw, next);
      use(volume.track);
    },
    close: () => {
      raw.stop();
      volume?.close();
    },
  };
}

type Volume = Readonly<{ track: MediaStreamTrack; turn: (gain: number) => void; close: () => void }>;

function openVolume(raw: MediaStreamTrack, gain: number): Volume {
  const context = new AudioContext({ latencyHint: "interactive" });
  const node = new GainNode(context, { gain });
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([raw]) }).connect(node).connect(out);
  // Such a node has one track (Web Audio section 1.24).
  const track = out.stream.getAudioTracks()[0] ?? raw;
  return { track, turn: (next) => turn(node.gain, next, context), close: () => void context.close() };
}
