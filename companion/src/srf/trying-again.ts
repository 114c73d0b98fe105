/** What to do about something that did not come about, or ended: another try now, after a while, or never. */
export type Verdict = "at-once" | "later" | "never";

/** Time and chance as a subscriber sees them. */
export type Clock = Readonly<{
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Calls back once after so many milliseconds, unless the returned stop is called first. */
  after: (milliseconds: number, act: () => void) => () => void;
}>;

/**
 * What a refusal means for the next try. What is not listed may be different tomorrow: later.
 * 481 says that only the dialog is gone (RFC 6665 section 4.1.2.2), 412 that only the entity tag is (RFC 3903 section 11.2.1),
 * 423 that more time must be asked for (RFC 3261 section 21.4.17).
 */
const refusals: Readonly<Record<number, Verdict>> = {
  401: "never",
  403: "never",
  404: "never",
  405: "never",
  406: "never",
  407: "never",
  410: "never",
  412: "at-once",
  414: "never",
  415: "never",
  416: "never",
  420: "never",
  423: "at-once",
  481: "at-once",
  489: "never",
  501: "never",
  603: "never",
  604: "never",
  606: "never",
};

/** What follows a final response that is no success. */
export function afterRefusal(status: number): Verdict {
  return refusals[status] ?? "later";
}

const firstWait = 2000;
const longestWait = 600_000;
const longestSeconds = 24 * 3600;

/**
 * How long to wait until the next try, in milliseconds; null where none follows. The wait doubles with each failure in a row, up to
 * ten minutes; `chance` in [0, 1) takes off at most a quarter, so that not everybody comes back together after a server's return. A
 * `retryAfter` the peer gave, in seconds, is kept to. Only the first try of a row is made at once: a peer that ends everything
 * it grants must not be asked without end.
 */
export function waitUntilNext(
  verdict: Verdict,
  { failures, retryAfter, chance }: Readonly<{ failures: number; retryAfter: number | null; chance: number }>,
): number | null {
  if (verdict === "never") return null;
  if (verdict === "at-once" && failures === 0) return 0;
  if (verdict === "later" && retryAfter !== null) return retryAfter * 1000;
  const full = Math.min(longestWait, firstWait * 2 ** Math.min(failures, 12));
  return Math.round(full * (1 - chance / 4));
}

/** When to refresh what was granted for so many seconds, in milliseconds from now: well before its end. */
export function refreshAfter(seconds: number): number {
  return Math.max(1, seconds * 0.8) * 1000;
}

/** A number of seconds as headers give it (`Expires`, `Min-Expires`, `Retry-After` with its remarks); null where there is none. */
export function readSeconds(text: string | undefined): number | null {
  const digits = /^\s*(?<digits>\d{1,10})(?!\d)/u.exec(text ?? "")?.groups?.["digits"];
  return digits === undefined ? null : Math.min(longestSeconds, Number.parseInt(digits, 10));
}
