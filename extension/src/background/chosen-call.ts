import type { Call } from "@twp/shared/protocol/calls.ts";

/** The caller who has waited longest. */
export function callToAnswer(calls: readonly Call[]): Call | undefined {
  return calls.find((call) => call.state === "offered");
}

/** The call we speak in, else the one we dial: never a held one, whose party does not expect it. */
export function callToHangUp(calls: readonly Call[]): Call | undefined {
  return (
    calls.find((call) => call.state === "active") ??
    calls.findLast((call) => call.state === "dialling" || call.state === "ringing")
  );
}
