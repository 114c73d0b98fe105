import { randomUUID } from "node:crypto";
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterHearing, messagesOf, withMessage, withoutMessage, type Mail, type Message } from "./mail.ts";

/** Where the mail is written down: the whole of it, atomically. */
export type MailDocument = Readonly<{
  value: () => Mail;
  /** Rejects where the disk does not obey; the value then stays as it was. */
  change: (to: (mail: Mail) => Mail) => Promise<void>;
}>;

/** The mailboxes of the office's people: a sound file for each message, and what is known of it. */
export type Mailboxes = Readonly<{
  /** The oldest first. */
  messagesOf: (user: string) => readonly Message[];
  /** The file of a message that begins or was kept. */
  fileOf: (id: string) => string;
  newId: () => string;
  /** Takes a message in whose file is written; without it, its file goes as well. Rejects where it cannot be kept, and then nothing is left of it. */
  keep: (message: Message) => Promise<void>;
  /** Takes a message in whose sound is in that file. */
  leave: (message: Message, file: string) => Promise<void>;
  /** Nothing becomes of a message that began. */
  drop: (id: string) => Promise<void>;
  /** False where the user has no such message. */
  markHeard: (user: string, id: string) => Promise<boolean>;
  remove: (user: string, id: string) => Promise<boolean>;
  /** Hears whose mailbox has changed, until the returned stop is called. */
  onChange: (hear: (user: string) => void) => () => void;
}>;

/** Opens the mailboxes in a folder of their own; what a crash left of a message that nobody finished goes. */
export async function openMailboxes(document: MailDocument, folder: string): Promise<Mailboxes> {
  const listeners = new Set<(user: string) => void>();
  const fileOf = (id: string): string => join(folder, `${id}.wav`);
  const drop = (id: string): Promise<void> => rm(fileOf(id), { force: true });
  const has = (user: string, id: string): boolean => messagesOf(document.value(), user).some((each) => each.id === id);
  const change = async (user: string, to: (mail: Mail) => Mail): Promise<void> => {
    const before = document.value().messages;
    await document.change(to);
    const after = new Set(document.value().messages.map(({ id }) => id));
    for (const { id } of before) if (!after.has(id)) await drop(id);
    for (const hear of listeners) hear(user);
  };
  const keep = async (message: Message): Promise<void> => {
    try {
      await change(message.user, (mail) => withMessage(mail, message));
    } catch (error) {
      await drop(message.id);
      throw error;
    }
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweep(folder, new Set(document.value().messages.map(({ id }) => `${id}.wav`)));
  return {
    messagesOf: (user) => messagesOf(document.value(), user),
    fileOf,
    newId: randomUUID,
    keep,
    async leave(message, file) {
      await copyFile(file, fileOf(message.id));
      await keep(message);
    },
    drop,
    async markHeard(user, id) {
      if (!has(user, id)) return false;
      await change(user, (mail) => afterHearing(mail, user, id));
      return true;
    },
    async remove(user, id) {
      if (!has(user, id)) return false;
      await change(user, (mail) => withoutMessage(mail, user, id));
      return true;
    },
    onChange(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
  };
}

async function sweep(folder: string, known: ReadonlySet<string>): Promise<void> {
  for (const file of await readdir(folder))
    if (file.endsWith(".wav") && !known.has(file)) await rm(join(folder, file), { force: true });
}
