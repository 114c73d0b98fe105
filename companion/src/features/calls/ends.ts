import type { CallEnd } from "@twp/shared/protocol/index.ts";

/** Final statuses of RFC 3261 section 21 that have a meaning of their own for the user. */
const byStatus: Readonly<Record<number, CallEnd>> = {
  401: "wrong-password",
  404: "not-found",
  407: "wrong-password",
  408: "unreachable",
  410: "not-found",
  415: "no-common-codec",
  480: "unreachable",
  484: "not-found",
  486: "busy",
  487: "hung-up",
  488: "no-common-codec",
  503: "unreachable",
  504: "unreachable",
  600: "busy",
  603: "declined-by-peer",
  604: "not-found",
  606: "no-common-codec",
};

/** Why our call failed, from its final status. One that rang and then timed out was simply not answered. */
export function endOf(status: number, hasRung: boolean): CallEnd {
  if (hasRung && (status === 408 || status === 480)) return "no-answer";
  return byStatus[status] ?? "server-error";
}

/** Does a call that ends so say something of the line itself? Then only the registrar can tell how the line stands. */
export function doubtsLine(end: CallEnd | null): boolean {
  return end === "unreachable" || end === "wrong-password";
}

/** Why a caller's call ended before we answered: RFC 3326's `Reason` of its CANCEL tells when another phone took it. */
export function endOfCancelled(reason: string): CallEnd {
  return /(?:^|;|\s)cause\s*=\s*200(?:$|\D)/u.test(reason) ? "answered-elsewhere" : "missed";
}
