import * as v from "valibot";
import { callEnds, codecs, secrecies } from "./calls.ts";

/** What the companion finds out about itself when it is asked to. */
export const Examination = v.object({
  version: v.string(),
  /** The system it runs on, and its Node. */
  system: v.string(),
  /** Whose SIP stack carries the calls: our own shows each message of a call, another program's does not. */
  engine: v.picklist(["embedded", "external", "none"]),
  /** How far the registrar's clock is ahead of ours, in seconds; null where it does not say. Certificates and passwords depend on it. */
  clockAhead: v.nullable(v.number()),
  /** The formats of sound it can offer; none where the sound's engine does not work. */
  codecs: v.array(v.picklist(codecs)),
});
export type Examination = v.InferOutput<typeof Examination>;

/** A call of the last hours, as far as it may be shown to anybody who helps. */
export const ExaminedCall = v.object({
  callId: v.string(),
  direction: v.picklist(["outgoing", "incoming"]),
  startedAt: v.number(),
  answeredAt: v.nullable(v.number()),
  endedAt: v.nullable(v.number()),
  end: v.nullable(v.picklist(callEnds)),
  codec: v.nullable(v.picklist(codecs)),
  secured: v.nullable(v.picklist(secrecies)),
  /** Losses and jitter of its last seconds, in words of the protocol: percent and milliseconds. */
  loss: v.nullable(v.number()),
  jitter: v.nullable(v.number()),
});
export type ExaminedCall = v.InferOutput<typeof ExaminedCall>;

/** One rung of a ladder: a message between us and the server, without what nobody else should read. */
export const Rung = v.object({
  at: v.number(),
  direction: v.picklist(["sent", "received"]),
  /** Over which transport, to or from where. */
  transport: v.string(),
  remote: v.string(),
  /** The method of the request, or of the request that a response answers. */
  method: v.string(),
  /** Null of a request. */
  status: v.nullable(v.number()),
  /** Does it offer or answer a session (a body of SDP)? */
  describes: v.boolean(),
  /** How often the same message went again, because no answer came. */
  repeats: v.number(),
  text: v.string(),
});
export type Rung = v.InferOutput<typeof Rung>;

export const doctorCommands = {
  "doctor.examine": { params: v.null(), result: Examination },
  /** The last calls, the newest first. */
  "doctor.calls": { params: v.null(), result: v.object({ calls: v.array(ExaminedCall) }) },
  /** The messages of one of them, oldest first. Fails with `call-unknown`. */
  "doctor.ladder": {
    params: v.strictObject({ callId: v.pipe(v.string(), v.maxLength(64)) }),
    result: v.object({ rungs: v.array(Rung) }),
  },
} as const;
