import type { Clock } from "../ports.ts";

/*
 *   heard ──the page with the sound goes──▶ missed ──2 s──▶ waiting ──2 min──▶ over
 *     ▲                                       │                │
 *     └───────────── a page links ────────────┴────────────────┘
 *
 *   While `waiting`, the other party hears a tone in our place; `over` ends its call.
 */

/** A page that is loaded again, or hands the sound to another one, is back within this time, in milliseconds. */
export const unnoticed = 2000;

/** How long the other party waits for a browser that was closed or has crashed, in milliseconds. */
export const graceTime = 120_000;

/** What an absence leads to. */
export type AbsenceEvents = Readonly<{
  /** The other parties begin to wait, until then (milliseconds since the epoch); null once they do no more. */
  waits: (until: number | null) => void;
  /** Nobody came. */
  over: () => void;
}>;

/** Whether somebody is missed who should be heard; it may be told the same any number of times. */
export type Absence = Readonly<{ isMissed: (missed: boolean) => void }>;

/** Begins with nobody missed. */
export function createAbsence(clock: Clock, { waits, over }: AbsenceEvents): Absence {
  let missed = false;
  let waiting = false;
  let stop: () => void = () => undefined;
  const heard = (): void => {
    stop();
    if (waiting) waits(null);
    waiting = false;
  };
  const wait = (): void => {
    waiting = true;
    stop = clock.after(graceTime, () => {
      heard();
      over();
    });
    waits(clock.now() + graceTime);
  };
  return {
    isMissed(now) {
      if (now === missed) return;
      missed = now;
      if (missed) stop = clock.after(unnoticed, wait);
      else heard();
    },
  };
}
