import type { ImapPlace, VoiceMessage } from "@twp/shared/protocol/index.ts";

/** A line whose server may tell of messages (RFC 3842). */
export type Mailbox = Readonly<{
  /**
   * Hears each message summary, its body as it came, asked for or not; null when the server tells nothing any more. The line asks from
   * its first registration until it is closed.
   */
  onSummary: (hear: (body: string | null) => void) => void;
}>;

/** A message as it lies in a mailbox: its sender as that says it, not yet as the user's contacts do. */
export type KeptMessage = VoiceMessage;

/**
 * A mailbox whose messages can be listed: the office's, or one that is reached by IMAP. Everything rejects with a `Failure` whose code says why
 * where the mailbox does not obey.
 */
export type MessageBox = Readonly<{
  /** The messages, the last first; `before` is the `next` of the page before. */
  page: (query: Readonly<{ before: number | null; limit: number }>) => Promise<
    Readonly<{
      messages: readonly KeptMessage[];
      next: number | null;
    }>
  >;
  /** How many there are, and how many of them are new. */
  count: () => Promise<Readonly<{ size: number; fresh: number }>>;
  /** At most so many bytes of the sound from that one on in base64, how many it has, and of what media type it is; null where there is no such message. */
  read: (
    id: string,
    from: number,
    most: number,
  ) => Promise<Readonly<{ piece: string; size: number; type: string }> | null>;
  /** False where there is no such message. */
  markHeard: (id: string) => Promise<boolean>;
  remove: (id: string) => Promise<boolean>;
  /** Hears that something in it may have changed, until the returned stop is called. */
  onChange: (tell: () => void) => () => void;
}>;

/** A mailbox that is held open until it is closed. */
export type OpenMessageBox = MessageBox & Readonly<{ close: () => void }>;

/** What opens a mail server: where it is, with what password, and a file with certificate authorities that are believed beside the computer's own; empty for none. */
export type MailAccess = Readonly<{ place: ImapPlace; password: string; authorities: string }>;

/** What is written down of the voice mail; the password is among the secrets. */
export type StoredVoiceMail = Readonly<{ imap: ImapPlace | null }>;
