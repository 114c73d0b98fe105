import type { Call, CallEnd, Transfer, TransferFailure } from "@twp/shared/protocol/index.ts";
import { endOf } from "../ends.ts";
import type { ReferralNews } from "../ports.ts";

/** What can happen to a transfer; `done` and `fail` are its ends. */
export type TransferSignal = "accept" | "ring" | "done" | "fail";

/** How a transfer may stand; one that is `done` is over, and the call with it. */
type TransferState = Transfer["state"] | "done";

/*
 *   REFER ─▶ asked ──accept──▶ trying ──ring──▶ ringing ──done──▶ done: the call ends as `transferred`
 *              │                 │                 │
 *              └─────────────────┴──────fail───────┴─────────────▶ failed: the call is resumed
 *
 *   A NOTIFY may come before the response to the REFER (RFC 3515 section 2.4.4), so each of the first three may end.
 */
const transitions = {
  asked: { accept: "trying", ring: "ringing", done: "done", fail: "failed" },
  trying: { ring: "ringing", done: "done", fail: "failed" },
  ringing: { done: "done", fail: "failed" },
  failed: {},
} as const satisfies Record<Transfer["state"], Partial<Record<TransferSignal, TransferState>>>;

/** The transfer after the signal: `done` where it came about, null where the signal means nothing. `reason` says why it failed. */
export function transferAfter(
  transfer: Transfer | null,
  signal: TransferSignal,
  reason: TransferFailure = "no-word",
): Transfer | "done" | null {
  if (transfer === null) return null;
  const row: Partial<Record<TransferSignal, TransferState>> = transitions[transfer.state];
  const state = row[signal];
  if (state === undefined || state === "done") return state ?? null;
  return state === "failed" ? { state, to: transfer.to, reason } : { state, to: transfer.to };
}

/** What the peer tells of its call to the new number (RFC 3515 section 2.4.5). */
export function signalOf({ status, last }: ReferralNews): readonly [TransferSignal, TransferFailure?] {
  if (status >= 300) return ["fail", failureOf(status)];
  if (status >= 200) return ["done"];
  // It promises no more news and has told no end: nobody will ever know.
  if (last) return ["fail", "no-word"];
  return [status >= 180 ? "ring" : "accept"];
}

/** Why the peer's call to the new number failed. What is no failure of that number is one of the servers. */
function failureOf(status: number): TransferFailure {
  const end = endOf(status, false);
  return ends.find((each) => each === end) ?? "server-error";
}

const ends = ["busy", "not-found", "declined-by-peer", "unreachable", "no-common-codec"] as const;

/** Why the peer does not do what the REFER asks: it knows none (RFC 3261 sections 21.4.6, 21.4.15 and 21.5.2), or does not want to. */
export function refusalOfReferral(status: number): TransferFailure {
  if (status === 408) return "no-word";
  return status === 405 || status === 420 || status === 501 ? "peer-cannot" : "peer-refused";
}

/**
 * Can this computer connect the two in place of the peer? Where the peer cannot or will not call, or says nothing at all; one that has begun
 * to call may still do so.
 */
export function canBeConnectedHere(reason: TransferFailure, told: boolean): boolean {
  return reason === "peer-cannot" || reason === "peer-refused" || (reason === "no-word" && !told);
}

/** Why a call that was placed for a transfer brought nobody. Null where the user gave it up. */
export function failureOfEnd(end: CallEnd | null): TransferFailure | null {
  if (end === "hung-up" || end === "cancelled" || end === null) return null;
  return [...ends, "no-answer" as const].find((each) => each === end) ?? "server-error";
}

/** Why the call is over: whoever hangs up while it does what we asked has gone where we sent it. */
export function endInTransfer({ transfer }: Call, end: CallEnd): CallEnd {
  const gone = transfer?.state === "trying" || transfer?.state === "ringing";
  return gone && end === "hung-up-by-peer" ? "transferred" : end;
}
