import { frameTime } from "./codecs.ts";

/** Calls everybody who joined once a frame while anybody has. */
export type Pace = Readonly<{
  /** Joins; the answer leaves. */
  join: (tick: () => void) => () => void;
}>;

/**
 * A pace of 20 ms kept by absolute time: a late frame does not delay the next one, where an interval drifts by 220 ms in 15 s.
 * After a pause of the whole process (a suspended laptop) it starts afresh and sends no burst.
 */
export function createPace(): Pace {
  const members = new Set<() => void>();
  let due = 0;
  let timer: NodeJS.Timeout | null = null;

  const wait = () => {
    timer = setTimeout(beat, Math.max(0, due - performance.now()));
  };
  const beat = () => {
    for (const tick of members) tick();
    const now = performance.now();
    due = now - due > 500 ? now + frameTime : due + frameTime;
    if (members.size > 0) wait();
    else timer = null;
  };
  return {
    join: (tick) => {
      members.add(tick);
      if (timer === null) {
        due = performance.now() + frameTime;
        wait();
      }
      return () => members.delete(tick);
    },
  };
}
