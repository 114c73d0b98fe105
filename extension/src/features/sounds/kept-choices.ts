import { signal, type ReadonlySignal } from "@preact/signals-core";
import * as v from "valibot";
import { readStored, watchStored, writeStored } from "../../browser/storage.ts";
import { SoundChoices, usualSound, type SoundChoice, type SoundPart } from "./sound-choices.ts";

const key = "sound";

/** The choices of this browser's profile, the same in every page. */
export type KeptChoices = Readonly<{
  now: ReadonlySignal<SoundChoices>;
  change: (part: SoundPart, change: Partial<SoundChoice>) => void;
}>;

/** Follows the stored choices; what does not parse is as good as none. */
export function followSoundChoices(end: AbortSignal): KeptChoices {
  const now = signal(usualSound);
  let writing = 0;
  const read = async (): Promise<void> => {
    const parsed = v.safeParse(SoundChoices, await readStored(key).catch(() => null));
    // What this page is about to write is newer.
    if (writing === 0 && !end.aborted) now.value = parsed.success ? parsed.output : usualSound;
  };
  watchStored(key, () => void read(), end);
  void read();
  return {
    now,
    change: (part, change) => {
      now.value = { ...now.value, [part]: { ...now.value[part], ...change } };
      writing += 1;
      void writeStored(key, now.value).finally(() => (writing -= 1));
    },
  };
}
