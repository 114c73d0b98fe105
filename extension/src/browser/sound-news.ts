import { signal, type Signal } from "@preact/signals-core";
import * as v from "valibot";
import browser from "webextension-polyfill";

/** How the microphone stands in the page that holds the sound. */
const microphones = ["idle", "open", "refused", "missing"] as const;
export type SoundMicrophone = (typeof microphones)[number];

const News = v.object({ type: v.literal("sound.microphone"), state: v.picklist(microphones) });

/** Follows what the page without a window says of its microphone; where this page holds the sound itself, it writes here. */
export function followSoundPage(end: AbortSignal): Signal<SoundMicrophone> {
  const microphone = signal<SoundMicrophone>("idle");
  const listener = (message: unknown): void => {
    const parsed = v.safeParse(News, message);
    if (parsed.success) microphone.value = parsed.output.state;
  };
  browser.runtime.onMessage.addListener(listener);
  end.addEventListener("abort", () => browser.runtime.onMessage.removeListener(listener));
  return microphone;
}
