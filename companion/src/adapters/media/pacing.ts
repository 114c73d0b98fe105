import { frameTime } from "./codecs.ts";

/** What is done in a frame; the answer is how many of the next frames may pass without it. */
export type Tick = () => number;

/** Calls everybody who joined, once a frame or as rarely as each allows, while anybody has. */
export type Pace = Readonly<{
  /** Joins from the next frame on; the answer leaves. */
  join: (tick: Tick) => () => void;
}>;

/**
 * A pace of 20 ms kept by absolute time: a late frame does not delay the next one, where an interval drifts by 220 ms in 15 s.
 * After a pause of the whole process (a suspended laptop) it starts afresh and sends no burst.
 */
export function createPace(): Pace {
  /** Everybody, and the frame in which each is called next. */
  const members = new Map<Tick, number>();
  let begun = 0;
  let timer: NodeJS.Timeout | undefined;

  const wait = () => {
    clearTimeout(timer);
    if (members.size === 0) return;
    const next = Math.min(...members.values());
    timer = setTimeout(beat, Math.max(0, begun + next * frameTime - performance.now()), next);
  };
  const beat = (frame: number) => {
    for (const [tick, due] of members) {
      if (due > frame) continue;
      const rest = tick();
      if (members.has(tick)) members.set(tick, frame + 1 + rest);
    }
    const late = performance.now() - (begun + frame * frameTime);
    if (late > 500) begun += late;
    wait();
  };
  return {
    join: (tick) => {
      if (members.size === 0) begun = performance.now();
      members.set(tick, Math.floor((performance.now() - begun) / frameTime) + 1);
      wait();
      return () => members.delete(tick);
    },
  };
}
