import type { Registration, RegistrationReason } from "@twp/shared/protocol/index.ts";

/** What the registrar's answer was. */
export type Outcome = Readonly<
  /** `backup` is the server that answered where it is not the first. */
  { type: "granted"; seconds: number; backup: string | null } | { type: "failed"; reason: RegistrationReason }
>;

/** What to show, and when to ask again; null where only the user can help. */
export type Next = Readonly<{ registration: Registration; again: number | null; failures: number }>;

/*
 *  none ──account──▶ registering ──granted──▶ registered ──refresh──▶ (asks again, still registered)
 *                        │  ▲                     │
 *                     failed │ retry              │ failed
 *                        ▼  │                     ▼
 *                      waiting ◀──────────────────┘
 *                        │
 *                        └─wrong-password──▶ refused   (until the account changes or the user tries again)
 */

/** Refreshes well before the end, as RFC 3261 section 10.2.4 leaves the moment to us: nobody should be unreachable for a lost packet. */
const refreshAt = 0.8;
/** Registered through a stand-in, the line looks this often whether the first server is back. */
const lookBack = 60_000;
const firstWait = 1000;
const longestWait = 60_000;

/**
 * Decides what follows an answer of the registrar at that time. `failures` counts the tries in a row that failed;
 * `chance` in [0, 1) spreads the tries of many phones after a server's return.
 */
export function afterOutcome(outcome: Outcome, failures: number, now: number, chance: number): Next {
  if (outcome.type === "granted") {
    const { seconds, backup } = outcome;
    const refresh = seconds * 1000 * refreshAt;
    return {
      registration: { state: "registered", until: now + seconds * 1000, backup },
      again: now + (backup === null ? refresh : Math.min(refresh, lookBack)),
      failures: 0,
    };
  }
  if (outcome.reason === "wrong-password") {
    return { registration: { state: "refused", reason: outcome.reason }, again: null, failures: failures + 1 };
  }
  const retryAt = now + waitAfter(failures, chance);
  return {
    registration: { state: "waiting", reason: outcome.reason, retryAt },
    again: retryAt,
    failures: failures + 1,
  };
}

/** Doubles with each failure up to a minute; the spread takes off at most a quarter. */
function waitAfter(failures: number, chance: number): number {
  const full = Math.min(longestWait, firstWait * 2 ** Math.min(failures, 10));
  return Math.round(full * (1 - chance / 4));
}
