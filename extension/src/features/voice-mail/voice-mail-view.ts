import type { State } from "@twp/shared/protocol/index.ts";

/** What the mark says: the new messages, null where nobody counts them; whether they can be listed here; what is dialled to hear them. */
export type WaitingMail = Readonly<{ count: number | null; listed: boolean; number: string }>;

/** Null where nothing waits. The user's own number of the mailbox goes before the server's; empty where nobody knows one. */
export function waitingMail({ voiceMail, settings }: Pick<State, "voiceMail" | "settings">): WaitingMail | null {
  const { box } = voiceMail;
  const counted = box?.fresh ?? 0;
  if (!voiceMail.waiting && counted === 0) return null;
  return {
    count: counted > 0 ? counted : voiceMail.fresh,
    listed: box !== null && box.fault === null,
    number: settings.values.voiceMailNumber.trim() || voiceMail.number,
  };
}

/** Is there a list of messages, also while the mail server is looked for? */
export function canBeListed({ box, imap }: Pick<State["voiceMail"], "box" | "imap">): boolean {
  return box !== null || imap !== null;
}
