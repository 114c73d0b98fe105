import { eventFrames, type EventFrame } from "./telephone-events.ts";

type Digits = Readonly<{ frames: EventFrame[]; done: () => void }>;

/** Digits on their way out, one frame each 20 ms. */
export class DigitQueue {
  #waiting: Digits[] = [];
  #press = 0;

  /** Whether digits are going out: the sound of our side has to wait. */
  get isBusy(): boolean {
    return this.#waiting.length > 0;
  }

  /** Takes digits in; resolves when the last is out. `clock` is that of the events' payload type. */
  push(digits: string, clock: number): Promise<void> {
    if (digits === "") return Promise.resolve();
    return new Promise((done) => {
      this.#waiting.push({ frames: [...eventFrames(digits, clock)], done });
    });
  }

  /** What leaves in this frame, with the number of its press; null in a pause. */
  next(): Readonly<{ frame: NonNullable<EventFrame>; press: number }> | null {
    const [digits] = this.#waiting;
    const frame = digits?.frames.shift() ?? null;
    if (frame?.marker === true) this.#press += 1;
    if (digits?.frames.length === 0) {
      this.#waiting.shift();
      digits.done();
    }
    return frame && { frame, press: this.#press };
  }

  /** The call is over: nobody waits any more. */
  clear(): void {
    for (const { done } of this.#waiting.splice(0)) done();
  }
}
