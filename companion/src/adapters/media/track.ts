import type { RecordingFault } from "@twp/shared/protocol/recordings.ts";
import type { RecordingNews, RecordingWish } from "../../features/sounds/ports.ts";
import { loadSounds } from "./player.ts";
import { createRecordingFile, type RecordingFile } from "./recording-file.ts";
import { mixSamples } from "./resampling.ts";
import { atRate } from "./wav.ts";

/** The reminder: softly, a fifth of a second every fifteen seconds of what is kept. All in frames of 20 ms, hertz and samples. */
const reminder = { every: 750, lasts: 10, hertz: 1400, amplitude: 1000 } as const;
/** What was not kept leaves a mark of half a second of silence. */
const markFrames = 25;
const silence = new Int16Array(mixSamples);

type State = "announcing" | "recording" | "paused" | "ended";

/*
 *   record ─▶ announcing ──told──▶ recording ──pause──▶ paused
 *                 │                    │  ◀───resume──────┤
 *                 └───────end──────▶ ended ◀─────end──────┘
 */
const transitions = {
  announcing: { tell: "recording", end: "ended" },
  recording: { pause: "paused", end: "ended" },
  paused: { resume: "recording", end: "ended" },
  ended: {},
} as const satisfies Record<State, Partial<Record<"tell" | "pause" | "resume" | "end", State>>>;

/** What is recorded of a mix, and what its parties hear because of it. Nothing is kept before everybody has heard the whole announcement. */
export class Track {
  readonly #news: (news: RecordingNews) => void;
  readonly #file: RecordingFile;
  readonly #beep: boolean;
  #state: State = "announcing";
  /** Null until it is loaded. */
  #announcement: Int16Array | null = null;
  #said = 0;
  #kept = 0;
  #interrupted = false;
  #ended: Promise<void> | null = null;

  constructor({ file, announcement, beep }: RecordingWish, news: (news: RecordingNews) => void) {
    this.#news = news;
    this.#beep = beep;
    this.#file = createRecordingFile(file, 2, (fault) => void this.#end(fault));
    if (announcement === null) this.#announcement = silence.subarray(0, 0);
    else void this.#load(announcement);
  }

  /** The next 20 ms that everybody hears because of the recording; null for nothing. `everybody`: can all of them hear it now? */
  say(everybody: boolean): Int16Array | null {
    if (this.#state === "recording") return this.#remind();
    if (this.#state !== "announcing" || this.#announcement === null || !everybody) return null;
    const rest = this.#announcement.subarray(this.#said, this.#said + mixSamples);
    this.#said += mixSamples;
    if (rest.length === 0) return this.#told();
    const frame = new Int16Array(mixSamples);
    frame.set(rest);
    return frame;
  }

  /** Keeps what the user and the others say in 20 ms, where it is to be kept. */
  keep(user: Int16Array | null, others: Int16Array): void {
    if (this.#state !== "recording") return;
    if (this.#interrupted) for (let frame = 0; frame < markFrames; frame += 1) this.#file.add(silence, silence);
    this.#interrupted = false;
    this.#file.add(user ?? silence, others);
    this.#kept += 1;
  }

  /** Nobody speaks for a while. */
  interrupt(): void {
    if (this.#kept > 0) this.#interrupted = true;
  }

  pause(paused: boolean): void {
    if (this.#moves(paused ? "pause" : "resume") && paused) this.interrupt();
  }

  /** Ends it; resolves when the file is closed. */
  readonly stop = (): Promise<void> => this.#end(null);

  #moves(signal: "tell" | "pause" | "resume" | "end"): boolean {
    const row: Partial<Record<typeof signal, State>> = transitions[this.#state];
    const next = row[signal];
    if (next === undefined) return false;
    this.#state = next;
    return true;
  }

  #told(): null {
    if (this.#moves("tell")) this.#news({ type: "recording" });
    return null;
  }

  #remind(): Int16Array | null {
    const frame = this.#kept % reminder.every;
    if (!this.#beep || this.#kept < reminder.every || frame >= reminder.lasts) return null;
    const length = reminder.lasts * mixSamples;
    return Int16Array.from({ length: mixSamples }, (_, sample) => {
      const at = frame * mixSamples + sample;
      // Edges that rise and fall within 20 ms do not click.
      const envelope = Math.min(1, at / mixSamples, (length - at) / mixSamples);
      return Math.round(reminder.amplitude * envelope * Math.sin((2 * Math.PI * reminder.hertz * at) / 16_000));
    });
  }

  async #load(file: string): Promise<void> {
    const [sound] = await loadSounds([file]);
    if (sound === undefined) await this.#end("not-announced");
    else this.#announcement = atRate(sound, 16_000);
  }

  #end(fault: RecordingFault | null): Promise<void> {
    if (this.#moves("end")) this.#ended = this.#file.close().then(() => this.#news({ type: "ended", fault }));
    return this.#ended ?? Promise.resolve();
  }
}
