import { endOfRefusal } from "../dialog/call-record.ts";
import type { KeepRecord } from "../dialog/call-record.ts";
import type { SipMessage, SipResponse } from "../message/message.ts";
import { serialise } from "../message/serialise.ts";
import type { ReceivedRequest } from "../transaction/received.ts";

/** What stands in the call records of a request on its way through; for most requests, nothing. */
export type PassingRecords = {
  /** A copy went to a target. */
  readonly sent: (bytes: Buffer) => void;
  /** A target decided. */
  readonly decided: (response: SipResponse) => void;
  /** The caller was answered. */
  readonly answered: (response: SipResponse) => void;
};

const NOTHING: PassingRecords = { sent: () => undefined, decided: () => undefined, answered: () => undefined };

/** The records of an INVITE that begins a call, and of the BYE that ends one: each side of us is told apart. */
export function passingRecords({ message, essentials }: ReceivedRequest, record: KeepRecord): PassingRecords {
  const begins = essentials.toTag === undefined;
  if (begins && message.method === "INVITE") return recordsOfInvite(record);
  if (begins || message.method !== "BYE") return NOTHING;
  record({ kind: "stop", source: "network", end: "normal-release", message: written(message) });
  return {
    ...NOTHING,
    sent: (bytes) => record({ kind: "stop", source: "application", end: "normal-release", message: () => bytes }),
  };
}

function recordsOfInvite(record: KeepRecord): PassingRecords {
  return {
    sent: (bytes) => record({ kind: "attempt", source: "application", message: () => bytes }),
    decided: (response) => {
      if (response.status >= 300) return;
      record({ kind: "start", source: "network", role: "proxy-uac", message: written(response) });
    },
    answered: (response) => {
      const answer = { source: "application", message: written(response) } as const;
      if (response.status < 300) record({ ...answer, kind: "start", role: "proxy-uas" });
      else record({ ...answer, kind: "stop", end: endOfRefusal(response.status) });
    },
  };
}

function written(message: SipMessage): () => Buffer {
  return () => serialise(message);
}
