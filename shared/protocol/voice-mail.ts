import * as v from "valibot";
import { next, page, whole } from "./pages.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999));

/** Why the messages of a mailbox cannot be listed; each is also the code of a command that fails for it (`failures:<code>`). */
export const mailboxFaults = [
  "mailbox-unreachable",
  "mailbox-certificate",
  "mailbox-refused",
  "mailbox-folder",
  "mailbox-not-encrypted",
  "storage-failed",
] as const;
export type MailboxFault = (typeof mailboxFaults)[number];

/** A mailbox whose messages can be listed. */
export const MessageBoxState = v.object({
  size: count,
  /** How many the user has not heard. */
  fresh: count,
  /** Grows with each change. */
  changes: v.number(),
  /** Why it cannot be reached now. */
  fault: v.nullable(v.picklist(mailboxFaults)),
});
export type MessageBoxState = v.InferOutput<typeof MessageBoxState>;

/** What the server says of the user's mailbox (RFC 3842). */
export const MailSummary = v.object({
  /** Is there something the user has not heard? */
  waiting: v.boolean(),
  /** How many messages are new, and how many were heard; null where the server does not count. */
  fresh: v.nullable(count),
  old: v.nullable(count),
  /** What is dialled to hear them; empty where the server does not say. */
  number: v.pipe(v.string(), v.maxLength(128)),
});
export type MailSummary = v.InferOutput<typeof MailSummary>;

/** How the way to a mail server is encrypted: from its first byte, or as soon as the server was asked for it (RFC 8314). */
export const imapSecurities = ["tls", "starttls"] as const;

/** Where messages are fetched from by IMAP, without the password. */
export const ImapPlace = v.object({
  host: v.pipe(v.string(), v.trim(), v.regex(/^[\w.:-]{1,253}$/u)),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  security: v.picklist(imapSecurities),
  user: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** The folder of the messages; empty for the inbox. */
  folder: v.pipe(v.string(), v.maxLength(256)),
});
export type ImapPlace = v.InferOutput<typeof ImapPlace>;

/** What is known of the user's voice mail. */
export const VoiceMail = v.object({
  ...MailSummary.entries,
  /** Null where nobody can list the messages: then the mailbox is called. */
  box: v.nullable(MessageBoxState),
  /** The mail server that the messages come from; null for the office's mailbox, or none. */
  imap: v.nullable(ImapPlace),
});
export type VoiceMail = v.InferOutput<typeof VoiceMail>;

export const noSummary: MailSummary = { waiting: false, fresh: null, old: null, number: "" };
export const noVoiceMail: VoiceMail = { ...noSummary, box: null, imap: null };

/** One message that somebody left. */
export const VoiceMessage = v.object({
  id: v.string(),
  /** Who left it; either may be empty. */
  from: v.object({ number: v.string(), name: v.string() }),
  /** When, in milliseconds since the epoch. */
  at: v.number(),
  /** Null where nobody says how long it is. */
  seconds: v.nullable(v.number()),
  heard: v.boolean(),
});
export type VoiceMessage = v.InferOutput<typeof VoiceMessage>;

const id = v.pipe(v.string(), v.maxLength(64));
const one = v.strictObject({ messageId: id });

export const voiceMailCommands = {
  /** The messages, the last first; `before` is the `next` of the page before. */
  "voiceMail.page": {
    params: v.strictObject(page),
    result: v.object({ messages: v.array(VoiceMessage), next }),
  },
  /** A piece of a message's sound from that byte on, in base64; empty after its end. `type` is its media type. */
  "voiceMail.read": {
    params: v.strictObject({ messageId: id, from: whole }),
    result: v.object({ piece: v.string(), size: v.number(), type: v.string() }),
  },
  /** The user has heard it. */
  "voiceMail.hear": { params: one, result: v.null() },
  "voiceMail.delete": { params: one, result: v.null() },
  /** Takes the messages from that mail server; without a password, with the one that is kept. Whether it can be reached shows in `box`. */
  "voiceMail.useImap": {
    params: v.strictObject({
      ...ImapPlace.entries,
      password: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1024))),
    }),
    result: v.null(),
  },
  /** Takes them from no mail server any more. */
  "voiceMail.leaveImap": { params: v.null(), result: v.null() },
} as const;

/** The server has told how the mailbox stands, the line it was told on is gone, or a message came or went. */
export const VoiceMailEvent = v.object({ type: v.literal("voiceMail.changed"), voiceMail: VoiceMail });
export type VoiceMailEvent = v.InferOutput<typeof VoiceMailEvent>;

/** Folds one event into what is known of the mailbox. */
export function applyVoiceMailEvent(_voiceMail: VoiceMail, event: VoiceMailEvent): VoiceMail {
  return event.voiceMail;
}
