import type { Clock } from "./ports.ts";

/** A clock that a test moves by hand; it begins a second after the epoch. */
export type HandClock = Clock & Readonly<{ pass: (milliseconds: number) => void }>;

/** Begins to stand still. */
export function createHandClock(): HandClock {
  const timers: { at: number; act: () => void }[] = [];
  let now = 1000;
  return {
    now: () => now,
    after(milliseconds, act) {
      const timer = { at: now + milliseconds, act };
      timers.push(timer);
      return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
    },
    pass(milliseconds) {
      now += milliseconds;
      for (const timer of timers.splice(0)) {
        if (timer.at <= now) timer.act();
        else timers.push(timer);
      }
    },
  };
}
