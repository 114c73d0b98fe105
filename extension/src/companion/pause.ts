const shortest = 250;
const longest = 5000;

/** How long to wait after so many vain tries: doubled from 250 ms to 5 s, half of it by chance so that pages do not knock together. */
export function backOff(tries: number, chance: number): number {
  const full = Math.min(longest, shortest * 2 ** Math.min(tries, 10));
  return full / 2 + (full / 2) * chance;
}

/** A wait that a wake-up call or the end of the page cuts short. */
export type Sleep = Readonly<{ sleep: (milliseconds: number | null) => Promise<void>; wake: () => void }>;

/** `sleep(null)` waits until woken. */
export function createSleep(signal: AbortSignal): Sleep {
  let wake: () => void = () => undefined;
  signal.addEventListener("abort", () => wake());
  return {
    wake: () => wake(),
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const timer = milliseconds === null ? undefined : setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
