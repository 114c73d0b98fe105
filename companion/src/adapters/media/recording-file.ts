import { open, statfs, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { RecordingFault } from "@twp/shared/protocol/recordings.ts";
import { mixSamples } from "./resampling.ts";

/** A stereo WAV file that grows as sound comes. Its header says nothing of its length: whoever keeps the file writes that in the end. */
export type RecordingFile = Readonly<{
  /** Adds 20 ms of both channels at 16 kHz. */
  add: (left: Int16Array, right: Int16Array) => void;
  /** Resolves once everything is on the disk. */
  close: () => Promise<void>;
}>;

/** Bytes of 20 ms in two channels. */
const frameBytes = mixSamples * 4;
/** Frames that are written at once: half a second, which is what a crash may cost. */
const atOnce = 25;
/** A disk that is so many pieces behind, ten seconds, does not keep up. */
const mostWaiting = 20;
/** Others need the disk as well: so many bytes stay free. */
const leastFree = 100 * 1024 * 1024;

/** Makes the file, for this user alone. `failed` hears once that no more can be written; `free` tells how many bytes the disk has left. */
export function createRecordingFile(
  path: string,
  failed: (fault: RecordingFault) => void,
  free: (folder: string) => Promise<number> = freeBytes,
): RecordingFile {
  let piece = Buffer.alloc(frameBytes * atOnce);
  let filled = 0;
  let waiting = 0;
  let handle: FileHandle | null = null;
  let over = false;
  const fail = (fault: RecordingFault): void => {
    if (over) return;
    over = true;
    failed(fault);
  };
  const inTurn = createSteps((error) => fail(faultOf(error)));
  const flush = (): void => {
    const bytes = piece.subarray(0, filled);
    piece = Buffer.alloc(frameBytes * atOnce);
    filled = 0;
    waiting += 1;
    void inTurn(async () => {
      waiting -= 1;
      if ((await free(dirname(path))) < leastFree) return fail("disk-full");
      await handle?.write(bytes);
    });
  };
  void inTurn(async () => {
    if ((await free(dirname(path))) < leastFree) return fail("disk-full");
    handle = await open(path, "wx", 0o600);
    await handle.write(stereoHeader());
  });
  return {
    add(left, right) {
      if (over) return;
      for (let at = 0; at < mixSamples; at += 1) {
        piece.writeInt16LE(left[at] ?? 0, filled + at * 4);
        piece.writeInt16LE(right[at] ?? 0, filled + at * 4 + 2);
      }
      filled += frameBytes;
      if (waiting >= mostWaiting) fail("not-written");
      else if (filled === piece.length) flush();
    },
    async close() {
      if (filled > 0 && !over) flush();
      over = true;
      await inTurn(async () => handle?.close());
    },
  };
}

/** Steps that follow each other; after one that failed the next ones are tried all the same, so that a file is always closed. */
function createSteps(failed: (error: unknown) => void): (step: () => unknown) => Promise<void> {
  let last = Promise.resolve();
  return (step) => {
    last = last.then(async () => void (await step())).catch(failed);
    return last;
  };
}

function faultOf(error: unknown): RecordingFault {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "ENOSPC" || code === "EDQUOT" ? "disk-full" : "not-written";
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** The header of a WAV file (RIFF, PCM, two channels, 16 bit, 16 kHz) without its two lengths, at bytes 4 and 40. */
function stereoHeader(): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(64_000, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  return header;
}
