import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999));

/** What the server says of the user's mailbox (RFC 3842). */
export const VoiceMail = v.object({
  /** Is there something the user has not heard? */
  waiting: v.boolean(),
  /** How many messages are new, and how many were heard; null where the server does not count. */
  fresh: v.nullable(count),
  old: v.nullable(count),
  /** What is dialled to hear them; empty where the server does not say. */
  number: v.pipe(v.string(), v.maxLength(128)),
});
export type VoiceMail = v.InferOutput<typeof VoiceMail>;

export const noVoiceMail: VoiceMail = { waiting: false, fresh: null, old: null, number: "" };

/** The server has told how the mailbox stands, or the line it was told on is gone. */
export const VoiceMailEvent = v.object({ type: v.literal("voiceMail.changed"), voiceMail: VoiceMail });
export type VoiceMailEvent = v.InferOutput<typeof VoiceMailEvent>;

/** Folds one event into what is known of the mailbox. */
export function applyVoiceMailEvent(_voiceMail: VoiceMail, event: VoiceMailEvent): VoiceMail {
  return event.voiceMail;
}
