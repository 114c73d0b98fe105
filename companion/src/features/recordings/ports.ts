import type { Call, Recording } from "@twp/shared/protocol/index.ts";

/** A recording that begins. */
export type BegunRecording = Readonly<Pick<Recording, "id" | "startedAt"> & { parties: readonly Call["peer"][] }>;

/** The recordings at rest: files of this user alone, and what is known of them. Each throws `Failure("storage-failed")` where the disk does not obey. */
export type RecordingStore = Readonly<{
  /** Takes note of one that begins; the answer is the file to write it to. */
  begin: (recording: BegunRecording) => string;
  /** It is over: its file gets its length. One in which nothing was kept is forgotten. */
  finish: (id: string) => void;
  page: (query: Readonly<{ before: number | null; limit: number }>) => Readonly<{
    recordings: Recording[];
    next: number | null;
  }>;
  /** Those that are over and began between two times (milliseconds since the epoch), the first first. */
  between: (from: number, to: number) => readonly Recording[];
  size: () => number;
  /** At most so many bytes of the file from that one on, and how many it has; null where there is no such recording. */
  read: (id: string, from: number, most: number) => Readonly<{ bytes: Uint8Array; size: number }> | null;
  /** False where there is none. */
  remove: (id: string) => boolean;
}>;
