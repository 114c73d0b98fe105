import { readSeconds, type Verdict } from "./trying-again.ts";

/** How a subscription of ours stands. */
export type Standing =
  /** A SUBSCRIBE that begins a dialog is on its way. */
  | "asking"
  /** The notifier granted it. */
  | "running"
  /** It runs; a SUBSCRIBE in its dialog is on its way. */
  | "refreshing"
  /** It does not run; another try follows. */
  | "waiting"
  /** It is not wanted any more, but its first SUBSCRIBE is not answered yet. */
  | "abandoned"
  /** It is given back; the last answer is on its way. */
  | "leaving"
  /** Nothing follows. */
  | "over";

/** What happens to it: `lost` when another try follows, `refused` when none does, `due` when its alarm rings. */
export type Happening = "granted" | "lost" | "refused" | "due" | "renewed" | "left";

export type Act = "subscribe" | "refresh" | "unsubscribe" | "forget";

type Steps = Partial<Record<Happening, Readonly<{ to: Standing; acts: readonly Act[] }>>>;

const wanted: Steps = {
  lost: { to: "waiting", acts: ["forget"] },
  refused: { to: "over", acts: ["forget"] },
  renewed: { to: "asking", acts: ["forget", "subscribe"] },
};
const unwanted: Steps = {
  lost: { to: "over", acts: ["forget"] },
  refused: { to: "over", acts: ["forget"] },
};

/**
 * The life of a subscription (RFC 6665 section 4.1). `renewed`: the way to the notifier is a new one, so the dialog is left behind.
 *
 *            due, renewed                 granted                 due
 *   waiting ------------> asking ----------------------> running ------> refreshing
 *      ^                   |  |                           |  ^               |  |
 *      +-------lost--------+  |                           |  +----granted----+  |
 *      +-------lost-----------|---------------------------+---------------------+
 *                             | left                      | left (both)
 *                             v            granted        v
 *                         abandoned ------------------> leaving --- answered ---> over
 *
 *   refused: over from everywhere
 */
export const life: Readonly<Record<Standing, Steps>> = {
  asking: {
    granted: { to: "running", acts: [] },
    ...wanted,
    left: { to: "abandoned", acts: [] },
  },
  running: {
    granted: { to: "running", acts: [] },
    ...wanted,
    due: { to: "refreshing", acts: ["refresh"] },
    left: { to: "leaving", acts: ["unsubscribe"] },
  },
  refreshing: {
    granted: { to: "running", acts: [] },
    ...wanted,
    due: { to: "refreshing", acts: ["refresh"] },
    left: { to: "leaving", acts: ["unsubscribe"] },
  },
  waiting: {
    due: { to: "asking", acts: ["subscribe"] },
    renewed: { to: "asking", acts: ["subscribe"] },
    left: { to: "over", acts: [] },
  },
  abandoned: {
    granted: { to: "leaving", acts: ["unsubscribe"] },
    ...unwanted,
  },
  leaving: {
    granted: { to: "over", acts: [] },
    ...unwanted,
  },
  over: {},
};

/** Whether nobody wants to hear of it any more. */
export function isGivenBack(standing: Standing): boolean {
  return standing === "abandoned" || standing === "leaving" || standing === "over";
}

/** Refusals after which the dialog is gone too (RFC 5057 section 5.1); after others the subscription runs on until it expires. */
export const endsDialog: ReadonlySet<number> = new Set([
  404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604,
]);

/** What a notifier says of the subscription in each NOTIFY. */
export type Said = Readonly<
  | { state: "active" | "pending"; seconds: number | null }
  | { state: "terminated"; reason: string; verdict: Verdict; retryAfter: number | null }
>;

/** What the end of a subscription means (RFC 6665 section 4.1.3). */
const terminations: Readonly<Record<string, Verdict>> = {
  deactivated: "at-once",
  timeout: "at-once",
  probation: "later",
  giveup: "later",
  rejected: "never",
  noresource: "never",
  invariant: "never",
};

/** Reads `Subscription-State`; null where it is missing or unknown. No reason, or one of later days, allows another try. */
export function readSubscriptionState(text: string): Said | null {
  const [state = "", ...parameters] = text.split(";").map((each) => each.trim().toLowerCase());
  const get = (name: string): string | undefined =>
    parameters.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  if (state === "active" || state === "pending") return { state, seconds: readSeconds(get("expires")) };
  if (state !== "terminated") return null;
  const reason = get("reason") ?? "";
  const verdict = Object.hasOwn(terminations, reason) ? terminations[reason] : undefined;
  return { state, reason, verdict: verdict ?? "later", retryAfter: readSeconds(get("retry-after")) };
}
