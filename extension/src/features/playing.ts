import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** A sound that can be played here: `sound` is its address once it has been fetched. */
export type Playing = Readonly<{
  loading: ReadonlySignal<boolean>;
  sound: ReadonlySignal<string | null>;
  play: () => Promise<void>;
}>;

/** Fetches a sound when it is to be played, once, and lets go of it with the view; `fetch` gives null where it did not come. */
export function usePlaying(fetch: () => Promise<Blob | null>): Playing {
  const loading = useSignal(false);
  const sound = useSignal<string | null>(null);
  useEffect(() => () => void (sound.peek() !== null && URL.revokeObjectURL(sound.peek() ?? "")), [sound]);
  const play = async (): Promise<void> => {
    if (sound.peek() !== null) return;
    loading.value = true;
    const fetched = await fetch();
    loading.value = false;
    if (fetched !== null) sound.value = URL.createObjectURL(fetched);
  };
  return { loading, sound, play };
}
