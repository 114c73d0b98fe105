import { browserDevice, type Call, type Standing } from "@twp/shared/protocol/index.ts";

/** What the user can do with a conference as a whole, besides hanging up. */
export type ConferenceSignal = "hold" | "enter" | "leave";

/*
 *   two calls, both answered ──begin──▶ together ──hold──▶ waiting
 *                                         │ ▲ ◀───enter──── │
 *                                     leave enter         leave
 *                                         ▼ │               │
 *                                      without-us ◀─────────┘
 *
 *   Whoever hangs up leaves the others in it. The last one is no conference: an ordinary call, spoken in or held as it was;
 *   without us, where nobody is left to speak with, it is hung up.
 */
const transitions = {
  together: { hold: "waiting", leave: "without-us" },
  waiting: { enter: "together", leave: "without-us" },
  "without-us": { enter: "together" },
} as const satisfies Record<Standing, Partial<Record<ConferenceSignal, Standing>>>;

/** Where the signal leads from this standing, or null where it means nothing there. */
export function standingAfter(standing: Standing, signal: ConferenceSignal): Standing | null {
  const row: Partial<Record<ConferenceSignal, Standing>> = transitions[standing];
  return row[signal] ?? null;
}

/** What becomes of a conference in which so many are left: it goes on, the last is an ordinary call, or is hung up. */
export function afterLeaving(left: number, standing: Standing): "goes-on" | "one-call" | "over" {
  if (left >= 2) return "goes-on";
  return standing === "without-us" ? "over" : "one-call";
}

/** The one device with which the user speaks in a conference of these calls: that of the call spoken in, else of the first. */
export function deviceOfAll(calls: readonly Pick<Call, "state" | "device">[]): string {
  return (calls.find(({ state }) => state === "active") ?? calls[0])?.device.id ?? browserDevice;
}
