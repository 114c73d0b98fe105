import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { fetchRecording } from "./fetch-recording.ts";

/** A recording that can be played here: `sound` is its address once it has been fetched. */
export type Playing = Readonly<{
  loading: ReadonlySignal<boolean>;
  sound: ReadonlySignal<string | null>;
  play: () => Promise<void>;
}>;

/** Fetches a recording when it is to be played, and lets go of it with the view. */
export function usePlaying(desk: Desk, recordingId: string): Playing {
  const loading = useSignal(false);
  const sound = useSignal<string | null>(null);
  useEffect(() => () => void (sound.peek() !== null && URL.revokeObjectURL(sound.peek() ?? "")), [sound]);
  const play = async (): Promise<void> => {
    loading.value = true;
    const fetched = await fetchRecording(desk, recordingId);
    loading.value = false;
    if (fetched !== null) sound.value = URL.createObjectURL(fetched);
  };
  return { loading, sound, play };
}
