/** Stops what was started. */
export type Stop = () => void;

/** Time, as the transactions see it: tests turn it by hand. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `fire` once, `ms` later, unless stopped. */
  after(ms: number, fire: () => void): Stop;
};

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, fire) {
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  },
};

/** RFC 3261 section 17.1.1.1, in milliseconds. */
export const T1 = 500;
/** The longest time between retransmissions of anything but an INVITE request. */
export const T2 = 4000;
/** How long a message may stay in the network. */
export const T4 = 5000;
/** How long anything is waited for: timers B, F, H, L, M and the 32 s of D and J. */
export const PATIENCE = 64 * T1;
