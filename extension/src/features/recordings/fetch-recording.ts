import type { Desk } from "../../companion/desk.ts";

/** Brings a recording into this page, piece by piece; null where it did not come. */
export async function fetchRecording(desk: Pick<Desk, "ask">, recordingId: string): Promise<Blob | null> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (let from = 0; from < size; from += pieces.at(-1)?.length ?? 0) {
    const read = await desk.ask("recordings.read", { recordingId, from });
    if (read === "failed" || read.piece === "") return null;
    size = read.size;
    pieces.push(Uint8Array.from(atob(read.piece), (letter) => letter.charCodeAt(0)));
  }
  return new Blob(pieces, { type: "audio/wav" });
}
