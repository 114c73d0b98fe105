import { mixSamples } from "./resampling.ts";
import { sequenceDistance } from "./rtp.ts";

/** How many frames a stall of the network may bring at once; what is more is thrown away, down to two. */
const [mostFrames, keptFrames] = [8, 2];
/** So many frames are looked at before a surplus is believed to stay: two seconds. */
const watched = 100;
/** The last frame of a surplus is taken away only where packets come so many milliseconds before they are needed; else the next late one would be missed. */
const leastSlack = 4;
/** A sequence number this far off is another stream (RFC 3550 A.1, MAX_DROPOUT). */
const restart = 3000;

type Numbered = Readonly<{ ssrc: number; sequence: number }>;

/**
 * What one party of a mix says: packets come when the network brings them, frames of 20 ms leave when the pace wants them.
 *
 *     packet, decoded ──take──▶ [ samples waiting ] ──next, each 20 ms──▶ the mix
 *                                     │
 *      too few: the last frame fades, then silence · too many for two seconds: a frame is left out
 *
 * So a clock that runs faster or slower than ours never adds up, and a frame waits at most 20 ms and the slack.
 */
export class MixInput {
  readonly #samples = new Int16Array((mostFrames + 3) * mixSamples);
  #count = 0;
  #last: Numbered | null = null;
  #arrivedAt = 0;
  #fading: Int16Array | null = null;
  #watch = { frames: 0, least: Number.POSITIVE_INFINITY, slack: Number.POSITIVE_INFINITY };

  /** Is the packet one that can still be heard? One that came twice, or after a later one, cannot. */
  wants(packet: Numbered): boolean {
    const last = this.#last;
    const step = last?.ssrc === packet.ssrc ? sequenceDistance(last.sequence, packet.sequence) : 1;
    if (step <= 0 && step > -restart) return false;
    this.#last = { ssrc: packet.ssrc, sequence: packet.sequence };
    return true;
  }

  /** Takes the sound of a packet that came at `now` (milliseconds). */
  take(samples: Int16Array, now: number): void {
    this.#arrivedAt = now;
    const fitting = samples.subarray(0, mostFrames * mixSamples);
    if (this.#count + fitting.length > mostFrames * mixSamples) this.#drop(this.#count - keptFrames * mixSamples);
    this.#samples.set(fitting, this.#count);
    this.#count += fitting.length;
  }

  /** The next frame; null where there is silence. */
  next(now: number): Int16Array | null {
    if (this.#count < mixSamples) return this.#fade();
    const frame = this.#samples.slice(0, mixSamples);
    this.#drop(mixSamples);
    this.#fading = frame;
    this.#watchSurplus(now);
    return frame;
  }

  /** Milliseconds of sound that wait. */
  get waiting(): number {
    return (this.#count * 20) / mixSamples;
  }

  #fade(): Int16Array | null {
    const frame = this.#fading;
    this.#fading = null;
    this.#watch = { frames: 0, least: Number.POSITIVE_INFINITY, slack: Number.POSITIVE_INFINITY };
    return frame === null ? null : frame.map((sample, at) => (sample * (mixSamples - at)) / mixSamples);
  }

  #watchSurplus(now: number): void {
    const { frames, least, slack } = this.#watch;
    const seen = {
      frames: frames + 1,
      least: Math.min(least, this.#count),
      slack: Math.min(slack, now - this.#arrivedAt),
    };
    this.#watch = seen;
    if (seen.frames < watched) return;
    const surplus = seen.least - (seen.least % mixSamples);
    this.#drop(seen.slack >= leastSlack ? surplus : surplus - mixSamples);
    this.#watch = { frames: 0, least: Number.POSITIVE_INFINITY, slack: Number.POSITIVE_INFINITY };
  }

  #drop(count: number): void {
    if (count <= 0) return;
    this.#samples.copyWithin(0, count, this.#count);
    this.#count -= count;
  }
}
