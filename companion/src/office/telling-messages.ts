import { setTimeout as wait } from "node:timers/promises";
import { inOrder, type Message } from "./mail.ts";
import type { Mailboxes } from "./mailboxes.ts";
import { spokenFiles, type Language } from "./spoken.ts";
import type { Talk } from "./talk.ts";

/** What a key does while messages are told. */
const keys = { "1": "again", "3": "delete", "#": "next" } as const;
type Wish = (typeof keys)[keyof typeof keys];

/** Milliseconds that somebody may think after a message, before the machine hangs up. */
const patience = 15_000;

/** Tells a user the messages of their mailbox: new ones first, each until a key says what becomes of it. */
export async function tellMessages(mail: Mailboxes, user: string, language: Language, talk: Talk): Promise<void> {
  const heard = listen(talk);
  const files = (...names: string[]): readonly string[] => spokenFiles(language, names);
  const messages = inOrder(mail.messagesOf(user));
  if (messages.length === 0) await talk.play(files("mail-none"));
  for (const message of messages) {
    const wish = await tellOne(mail, message, files, talk, heard);
    if (wish === null) return talk.hangUp();
    if (wish === "delete") {
      await mail.remove(user, message.id);
      await talk.play(files("mail-deleted"));
    }
  }
  if (messages.length > 0) await talk.play(files("mail-end"));
  talk.hangUp();
}

/** Tells one message, as often as it is wanted; null when nobody presses a key, or nobody is there any more. */
async function tellOne(
  mail: Mailboxes,
  { id, user, heard: isOld }: Message,
  files: (...names: string[]) => readonly string[],
  talk: Talk,
  heard: Keys,
): Promise<Exclude<Wish, "again"> | null> {
  for (;;) {
    const early = await heard.during(talk.play([...files(isOld ? "mail-heard" : "mail-new"), mail.fileOf(id)]));
    if (talk.ended.aborted) return null;
    await mail.markHeard(user, id);
    const wish = early ?? (await heard.during(talk.play(files("mail-menu")))) ?? (await heard.within(patience));
    if (wish !== "again") return wish;
  }
}

/** The keys that somebody presses. */
type Keys = Readonly<{
  /** The first wish before that is over; null where there is none. */
  during: (played: Promise<unknown>) => Promise<Wish | null>;
  within: (milliseconds: number) => Promise<Wish | null>;
}>;

function listen(talk: Talk): Keys {
  let hear: (wish: Wish) => void = () => undefined;
  talk.onDigit((digit) => {
    if (isKey(digit)) hear(keys[digit]);
  });
  const during = async (played: Promise<unknown>): Promise<Wish | null> => {
    const pressed = new Promise<Wish>((resolve) => (hear = resolve));
    return Promise.race([pressed, played.then(() => null)]);
  };
  return {
    during,
    within: (milliseconds) => during(wait(milliseconds, null, { signal: talk.ended }).catch(() => null)),
  };
}

function isKey(digit: string): digit is keyof typeof keys {
  return Object.hasOwn(keys, digit);
}
