import type { Codec } from "@twp/shared/protocol/calls.ts";
import type { KeptSound, Party } from "../../features/sounds/ports.ts";
import type { RecordingFault } from "@twp/shared/protocol/recordings.ts";
import { createEar } from "./ear.ts";
import type { Pace } from "./pacing.ts";
import { createRecordingFile, type RecordingFile } from "./recording-file.ts";
import { mixSamples } from "./resampling.ts";
import type { RtpPacket } from "./rtp.ts";

type Wish = Extract<Party, { kind: "recorder" }>;

/** Frames of 20 ms in a second. */
const perSecond = 50;
/** The root mean square from which on a frame is no silence: 50 dB below full scale; a quiet room on a telephone is below it. */
const loud = 100;
/** Frames that are kept after the last word. */
const afterWords = 25;
const silence = new Int16Array(mixSamples);

/** What a peer says, kept in a file until it is stopped, says nothing for a while, or has said all it may. */
export class SpokenMessage {
  readonly #wish: Wish;
  readonly #file: RecordingFile;
  readonly #ear = createEar();
  readonly #news: (kept: KeptSound) => void;
  readonly #leavePace: () => void;
  #fault: RecordingFault | null = null;
  #frames = 0;
  #loudFrames = 0;
  #lastLoud = 0;
  #ended = false;

  constructor(wish: Wish, pace: Pace, news: (kept: KeptSound) => void) {
    this.#wish = wish;
    this.#news = news;
    this.#file = createRecordingFile(wish.file, 1, (fault) => {
      this.#fault = fault;
      this.stop();
    });
    this.#leavePace = pace.join(() => this.#tick());
  }

  /** A packet of the peer's sound. */
  hear(codec: Codec, packet: RtpPacket): void {
    this.#ear.hear(codec, packet);
  }

  /** Ends it; its news come once the file is closed. */
  stop(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#leavePace();
    const frames = Math.min(this.#frames, this.#lastLoud + afterWords);
    void this.#file.close(frames).then(() => {
      const [seconds, spoken] = [frames / perSecond, this.#loudFrames / perSecond];
      this.#news({ type: "kept", seconds, spoken, fault: this.#fault });
    });
  }

  #tick(): number {
    const frame = this.#ear.input.next(performance.now()) ?? silence;
    this.#file.add(frame);
    this.#frames += 1;
    if (isLoud(frame)) {
      this.#loudFrames += 1;
      this.#lastLoud = this.#frames;
    }
    const quiet = this.#frames - this.#lastLoud;
    if (quiet >= this.#wish.silence * perSecond || this.#frames >= this.#wish.most * perSecond) this.stop();
    return 0;
  }
}

function isLoud(frame: Int16Array): boolean {
  let power = 0;
  for (const sample of frame) power += sample * sample;
  return power > loud * loud * frame.length;
}
