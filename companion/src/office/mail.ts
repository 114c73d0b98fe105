import * as v from "valibot";

/** A message that somebody left. */
export const Message = v.object({
  id: v.string(),
  /** Whose mailbox it is in. */
  user: v.string(),
  from: v.object({ number: v.string(), name: v.string() }),
  /** When it was left, in milliseconds since the epoch. */
  at: v.number(),
  seconds: v.number(),
  heard: v.boolean(),
});
export type Message = v.InferOutput<typeof Message>;

/** What lies in all mailboxes of the office, in the order it was left. */
export const Mail = v.object({ messages: v.array(Message) });
export type Mail = v.InferOutput<typeof Mail>;

export const noMail: Mail = { messages: [] };

/** So many messages a mailbox holds; then the oldest that was heard makes room, or the oldest. */
const most = 100;

/** A message is kept from so many seconds on, if somebody spoke in it at all. */
const shortest = { seconds: 1, spoken: 0.2 } as const;

/** Is what was recorded a message, or somebody who hung up? Both in seconds. */
export function isMessage(recorded: Readonly<{ seconds: number; spoken: number }>): boolean {
  return recorded.seconds >= shortest.seconds && recorded.spoken >= shortest.spoken;
}

/** The messages of a mailbox, the oldest first. */
export function messagesOf({ messages }: Mail, user: string): readonly Message[] {
  return messages.filter((message) => message.user === user);
}

/** Puts a message into its mailbox. */
export function withMessage(mail: Mail, message: Message): Mail {
  const before = messagesOf(mail, message.user);
  const last = before.length < most ? undefined : (before.find(({ heard }) => heard) ?? before[0]);
  return { messages: [...mail.messages.filter((each) => each !== last), message] };
}

/** Takes a message of that user away. */
export function withoutMessage(mail: Mail, user: string, id: string): Mail {
  return { messages: mail.messages.filter((each) => each.id !== id || each.user !== user) };
}

/** The same where that message of the user's was heard. */
export function afterHearing(mail: Mail, user: string, id: string): Mail {
  const hear = (each: Message): Message => (each.id === id && each.user === user ? { ...each, heard: true } : each);
  return { messages: mail.messages.map(hear) };
}

/** In the order they are told: new ones first, in each part the oldest first. */
export function inOrder(messages: readonly Message[]): readonly Message[] {
  return [...messages.filter(({ heard }) => !heard), ...messages.filter(({ heard }) => heard)];
}

/** A mailbox as a message summary tells it (RFC 3842 section 5.2); `account` is called to hear it. */
export function summaryOf(messages: readonly Message[], account: string): string {
  const old = messages.filter(({ heard }) => heard).length;
  const fresh = messages.length - old;
  const lines = [
    `Messages-Waiting: ${fresh > 0 ? "yes" : "no"}`,
    `Message-Account: ${account}`,
    `Voice-Message: ${fresh}/${old} (0/0)`,
  ];
  return `${lines.join("\r\n")}\r\n`;
}
