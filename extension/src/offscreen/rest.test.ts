import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepAwake } from "./rest.ts";

/** An output that writes down what it was asked; a suspension is done when the test says so. */
function output() {
  const asked: string[] = [];
  let done = (): void => undefined;
  return {
    asked,
    finish: () => done(),
    resume: async () => void asked.push("resume"),
    suspend: () => {
      asked.push("suspend");
      return new Promise<void>((resolve) => (done = resolve));
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the loudspeaker", () => {
  it("stays awake from the ring to the voice", async () => {
    const speaker = output();
    const keep = keepAwake(speaker, new AbortController().signal);
    keep(true);
    await vi.advanceTimersByTimeAsync(1000);
    keep(false);
    await vi.advanceTimersByTimeAsync(1000);
    keep(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(speaker.asked).toEqual(["resume", "resume"]);
  });

  it("rests after five seconds of silence", async () => {
    const speaker = output();
    keepAwake(speaker, new AbortController().signal)(false);
    await vi.advanceTimersByTimeAsync(4999);
    expect(speaker.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(speaker.asked).toEqual(["suspend"]);
  });

  it("is woken only once it has come to rest", async () => {
    const speaker = output();
    const keep = keepAwake(speaker, new AbortController().signal);
    keep(false);
    await vi.advanceTimersByTimeAsync(5000);
    keep(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(speaker.asked).toEqual(["suspend"]);
    speaker.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(speaker.asked).toEqual(["suspend", "resume"]);
  });

  it("is left alone when its page ends", async () => {
    const [speaker, end] = [output(), new AbortController()];
    keepAwake(speaker, end.signal)(false);
    end.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(speaker.asked).toEqual([]);
  });
});
