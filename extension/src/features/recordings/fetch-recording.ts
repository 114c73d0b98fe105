import type { Desk } from "../../companion/desk.ts";
import { fetchSound } from "../fetched-sound.ts";

/** Brings a recording into this page; null where it did not come. */
export function fetchRecording(desk: Pick<Desk, "ask">, recordingId: string): Promise<Blob | null> {
  return fetchSound((from) => desk.ask("recordings.read", { recordingId, from }));
}
