import { Failure, type recordingsCommands } from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Commands, Log } from "../ports.ts";
import type { BegunRecording, RecordingStore } from "./ports.ts";

/** What the recordings need of the world. */
export type RecordingsPorts = Readonly<{ store: RecordingStore; publish: Publish; log: Log }>;

/** Every recording that is over, and the place for new ones. */
export type Recordings = Readonly<{
  commands: Commands<Extract<keyof typeof recordingsCommands, `${string}.${"page" | "read" | "delete"}`>>;
  /** Takes note of one that begins; the answer is its file. Throws `storage-failed`. */
  begin: (recording: BegunRecording) => string;
  /** Those that began between two times, the first first; none where the disk does not obey. */
  between: RecordingStore["between"];
  /** Keeps one that is over. */
  finish: (id: string) => void;
}>;

/** Bytes of one piece: with base64 and its envelope well below what a frame of the wire holds. */
const pieceBytes = 384 * 1024;

/** Begins with what is kept and tells the windows. */
export function createRecordings({ store, publish, log }: RecordingsPorts): Recordings {
  let changes = 0;
  const tell = (): void => {
    publish({ type: "recordings.changed", recordings: { size: store.size(), changes } });
    changes += 1;
  };
  tell();
  return {
    begin: store.begin,
    between(from, to) {
      try {
        return store.between(from, to);
      } catch (error) {
        // What is asked for is a list of calls, which is there.
        log("recordings not found", { error: error instanceof Error ? error.name : "unknown" });
        return [];
      }
    },
    finish(id) {
      try {
        store.finish(id);
        tell();
      } catch (error) {
        // It is repaired at the next start.
        log("recording not kept", { error: error instanceof Error ? error.name : "unknown" });
      }
    },
    commands: {
      "recordings.page": store.page,
      "recordings.read"({ recordingId, from }) {
        const read = store.read(recordingId, from, pieceBytes);
        if (read === null) throw new Failure("recording-unknown");
        return { piece: Buffer.from(read.bytes).toString("base64"), size: read.size };
      },
      "recordings.delete"({ recordingId }) {
        if (!store.remove(recordingId)) throw new Failure("recording-unknown");
        tell();
        return null;
      },
    },
  };
}
