import type { Clock } from "../../features/ports.ts";

/** `setTimeout` takes no more than this; a longer wait begins again. */
const longest = 2 ** 31 - 1;

/** The computer's own clock. A timer never keeps the process alive. */
export const systemClock: Clock = {
  now: Date.now,
  after(milliseconds, act) {
    const timer = setTimeout(act, Math.min(Math.max(0, milliseconds), longest));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
