import type { Heard, TracedMessage } from "../../features/doctor/ports.ts";

/** What one message shows of itself while it is on the wire. */
export type OnWire = Readonly<{ remote: Readonly<{ host: string; port: number }>; transport: string }>;

/**
 * What was said on the wire, of the last calls. Kept in memory only, for it holds everything that a call's signalling holds; whoever shows it
 * has to leave out what nobody else should read.
 */
export type Trace = Readonly<{
  /** Takes one message, whole. */
  note: (direction: TracedMessage["direction"], bytes: Buffer, where: OnWire) => void;
  heard: Heard;
}>;

/** So many calls are kept, so many messages of each, and so many letters of a message. */
const most = { calls: 40, messages: 300, letters: 8192 };

/** Begins with nothing. Only calls are kept, and the last answer of the registrar, for its clock. */
export function createTrace(now: () => number): Trace {
  const calls = new Map<string, TracedMessage[]>();
  let registrar: TracedMessage | null = null;
  return {
    note(direction, bytes, { remote, transport }) {
      const text = bytes.subarray(0, most.letters).toString("utf8");
      const { callId, method } = idsOf(text);
      const message = { at: now(), direction, transport, remote: `${remote.host}:${remote.port}`, text };
      if (method === "REGISTER" && direction === "received") registrar = message;
      const messages = calls.get(callId) ?? (method === "INVITE" ? begin(calls, callId) : null);
      if (messages !== null && messages.length < most.messages) messages.push(message);
    },
    heard: {
      ofCall: (callId) => calls.get(callId) ?? [],
      registrar: () => registrar,
    },
  };
}

function begin(calls: Map<string, TracedMessage[]>, callId: string): TracedMessage[] {
  const messages: TracedMessage[] = [];
  calls.set(callId, messages);
  const [oldest] = calls.keys();
  if (calls.size > most.calls && oldest !== undefined) calls.delete(oldest);
  return messages;
}

/** The Call-ID and the method of the CSeq (RFC 3261 section 20), in a message that the engine has read or written. */
function idsOf(text: string): Readonly<{ callId: string; method: string }> {
  return {
    callId: /^(?:call-id|i)[ \t]*:[ \t]*(\S+)/imu.exec(text)?.[1] ?? "",
    method: /^cseq[ \t]*:[ \t]*\d+[ \t]+(\S+)/imu.exec(text)?.[1] ?? "",
  };
}
