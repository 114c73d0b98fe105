import type { Page } from "puppeteer";
import type { Sound } from "../peers/tone.ts";

const rate = 16_000;

/** Records everything the browser hears, tones and silence included, until the returned function takes the sound. */
export async function recordHeard(soundPage: Page): Promise<() => Promise<Sound>> {
  await soundPage.evaluate((sampleRate) => {
    const { twpSound } = globalThis as unknown as { twpSound: { heard: AudioNode } };
    // The page's own context rests between calls; a second one runs on and hears silence then.
    const bridge = new MediaStreamAudioDestinationNode(twpSound.heard.context as AudioContext, { channelCount: 1 });
    twpSound.heard.connect(bridge);
    const context = new AudioContext({ sampleRate });
    // A worklet would have to be a file of the extension.
    const tap = context.createScriptProcessor(4096, 1, 1);
    const parts: Int16Array[] = [];
    tap.addEventListener("audioprocess", ({ inputBuffer }) =>
      parts.push(
        Int16Array.from(inputBuffer.getChannelData(0), (sample) => Math.max(-1, Math.min(1, sample)) * 32_767),
      ),
    );
    new MediaStreamAudioSourceNode(context, { mediaStream: bridge.stream }).connect(tap);
    tap.connect(context.destination);
    Object.assign(globalThis, { recorded: parts });
  }, rate);
  return async () => {
    const text = await soundPage.evaluate(async () => {
      const { recorded } = globalThis as unknown as { recorded: Int16Array<ArrayBuffer>[] };
      const reader = new FileReader();
      const done = new Promise((resolve) => reader.addEventListener("load", resolve));
      reader.readAsDataURL(new Blob(recorded));
      await done;
      return reader.result as string;
    });
    const bytes = Buffer.from(text.slice(text.indexOf(",") + 1), "base64");
    const samples = Float64Array.from({ length: bytes.length >> 1 }, (_, n) => bytes.readInt16LE(n * 2) / 32_768);
    return { rate, samples };
  };
}
