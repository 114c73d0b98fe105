/** A piece of a sound in base64, the size of the whole, and its media type where that is not always the same. */
export type SoundPiece = Readonly<{ piece: string; size: number; type?: string | undefined }>;

/** Brings a sound into this page, piece by piece; null where it did not come. */
export async function fetchSound(read: (from: number) => Promise<SoundPiece | "failed">): Promise<Blob | null> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = Number.POSITIVE_INFINITY;
  let type = "audio/wav";
  for (let from = 0; from < size; from += pieces.at(-1)?.length ?? 0) {
    const got = await read(from);
    if (got === "failed" || got.piece === "") return null;
    size = got.size;
    type = got.type ?? type;
    pieces.push(Uint8Array.from(atob(got.piece), (letter) => letter.charCodeAt(0)));
  }
  return new Blob(pieces, { type });
}
