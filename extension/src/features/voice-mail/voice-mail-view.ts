import type { State } from "@twp/shared/protocol/index.ts";

/** What the mark says: the new messages, null where the server does not count them, and what is dialled to hear them. */
export type WaitingMail = Readonly<{ count: number | null; number: string }>;

/** Null where nothing waits. The user's own number of the mailbox goes before the server's; empty where nobody knows one. */
export function waitingMail({ voiceMail, settings }: Pick<State, "voiceMail" | "settings">): WaitingMail | null {
  if (!voiceMail.waiting) return null;
  return { count: voiceMail.fresh, number: settings.values.voiceMailNumber.trim() || voiceMail.number };
}
