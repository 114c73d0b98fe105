import type { ReceivedResponse } from "../transaction/received.ts";

/** Who said it: the network, or an application of ours. */
export type RecordSource = "network" | "application";

/** What part we had in a call that began. */
export type CallRole = "uac" | "uas" | "proxy-uac" | "proxy-uas";

/** Why a call ended, or never began. */
export type CallEnd =
  | "normal-release"
  | "call-rejected"
  | "call-canceled"
  | "session-expired"
  | "system-initiated-termination";

/** A call detail record: an INVITE was sent or came, a call began, a call ended. `message` gives the bytes that did it. */
export type CallRecord = { readonly source: RecordSource; readonly message: () => Buffer } & (
  | { readonly kind: "attempt" }
  | { readonly kind: "start"; readonly role: CallRole }
  | { readonly kind: "stop"; readonly end: CallEnd }
);

/** Takes a record; nothing is written while nobody wants any. */
export type KeepRecord = (record: CallRecord) => void;

/** Why an INVITE that was answered with that status never became a call. */
export function endOfRefusal(status: ReceivedResponse["message"]["status"]): CallEnd {
  return status === 487 ? "call-canceled" : "call-rejected";
}
