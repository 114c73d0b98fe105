import { open, statfs, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { RecordingFault } from "@twp/shared/protocol/recordings.ts";
import { mixSamples } from "./resampling.ts";

/** A WAV file that grows as sound comes. Its header gets its length when it is closed; until then it says nothing of it. */
export type RecordingFile = Readonly<{
  /** Adds 20 ms at 16 kHz, one array for each channel. */
  add: (...channels: readonly Int16Array[]) => void;
  /** Resolves once everything is on the disk, or the first so many frames of 20 ms. */
  close: (frames?: number) => Promise<void>;
}>;

const headerBytes = 44;
/** Bytes of 20 ms in one channel. */
const channelBytes = mixSamples * 2;
/** Frames that are written at once: half a second, which is what a crash may cost. */
const atOnce = 25;
/** A disk that is so many pieces behind, ten seconds, does not keep up. */
const mostWaiting = 20;
/** Others need the disk as well: so many bytes stay free. */
const leastFree = 100 * 1024 * 1024;

/** Makes the file of so many channels, for this user alone. `failed` hears once that no more can be written; `free` tells how many bytes the disk has left. */
export function createRecordingFile(
  path: string,
  channels: 1 | 2,
  failed: (fault: RecordingFault) => void,
  free: (folder: string) => Promise<number> = freeBytes,
): RecordingFile {
  const frameBytes = channelBytes * channels;
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
    await handle.write(headerOf(channels));
  });
  return {
    add(...voices) {
      if (over) return;
      for (const [channel, voice] of voices.entries())
        for (let at = 0; at < mixSamples; at += 1)
          piece.writeInt16LE(voice[at] ?? 0, filled + (at * channels + channel) * 2);
      filled += frameBytes;
      if (waiting >= mostWaiting) fail("not-written");
      else if (filled === piece.length) flush();
    },
    async close(frames = Number.POSITIVE_INFINITY) {
      if (filled > 0 && !over) flush();
      over = true;
      await inTurn(async () => handle && writeLength(handle, frames * frameBytes));
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

/** Cuts what is more than so many bytes of sound, and writes into the header how many there are. */
async function writeLength(handle: FileHandle, most: number): Promise<void> {
  const { size } = await handle.stat();
  const bytes = Math.max(0, Math.min(size - headerBytes, most));
  await handle.truncate(headerBytes + bytes);
  await handle.write(word(bytes + headerBytes - 8), 0, 4, 4);
  await handle.write(word(bytes), 0, 4, 40);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** The header of a WAV file (RIFF, PCM, 16 bit, 16 kHz) without its two lengths, at bytes 4 and 40. */
function headerOf(channels: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.write("RIFF", 0);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000 * channels, 28);
  header.writeUInt16LE(2 * channels, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  return header;
}
