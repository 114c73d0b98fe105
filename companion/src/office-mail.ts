import { open } from "node:fs/promises";
import * as v from "valibot";
import { Message } from "./office/mail.ts";
import type { Mailboxes } from "./office/mailboxes.ts";

/** What the companion asks the office's process about its user's mailbox, and what it hears of it. The mail is written by that process alone. */

const id = v.string();
const asked = v.variant("do", [
  v.object({ do: v.literal("list") }),
  v.object({ do: v.literal("read"), id, from: v.number(), most: v.number() }),
  v.object({ do: v.literal("markHeard"), id }),
  v.object({ do: v.literal("remove"), id }),
]);
export type MailAsked = v.InferOutput<typeof asked>;

/** To the office; each question gets one answer of its number. */
export const MailQuestion = v.object({ type: v.literal("mail"), question: v.number(), asked });

/** From the office. `failed`: the disk did not obey. */
export const MailWord = v.variant("type", [
  v.object({ type: v.literal("mailAnswer"), question: v.number(), answer: v.unknown() }),
  v.object({ type: v.literal("mailFailed"), question: v.number() }),
  v.object({ type: v.literal("mailChanged") }),
]);
export type MailWord = v.InferOutput<typeof MailWord>;

/** The answers by what was asked. */
export const mailAnswers = {
  list: v.array(Message),
  read: v.nullable(v.object({ piece: v.string(), size: v.number() })),
  markHeard: v.boolean(),
  remove: v.boolean(),
} as const;
export type MailAnswer<D extends keyof typeof mailAnswers> = v.InferOutput<(typeof mailAnswers)[D]>;

/** Answers the companion's questions about that user's mailbox, and tells it of each change. */
export function serveMail(mail: Mailboxes, user: string, process: NodeJS.Process): void {
  const say = (word: MailWord): void => void process.send?.(word);
  mail.onChange((whose) => whose === user && say({ type: "mailChanged" }));
  process.on("message", (message) => {
    const parsed = v.safeParse(MailQuestion, message);
    if (!parsed.success) return;
    const { question, asked: what } = parsed.output;
    answer(mail, user, what).then(
      (given) => say({ type: "mailAnswer", question, answer: given }),
      () => say({ type: "mailFailed", question }),
    );
  });
}

async function answer(mail: Mailboxes, user: string, what: MailAsked): Promise<MailAnswer<MailAsked["do"]>> {
  switch (what.do) {
    case "list":
      return [...mail.messagesOf(user)];
    case "read":
      return mail.messagesOf(user).some((each) => each.id === what.id)
        ? readPiece(mail.fileOf(what.id), what.from, what.most)
        : null;
    case "markHeard":
      return mail.markHeard(user, what.id);
    case "remove":
      return mail.remove(user, what.id);
  }
}

async function readPiece(path: string, from: number, most: number): Promise<MailAnswer<"read">> {
  const file = await open(path, "r");
  try {
    const bytes = Buffer.alloc(most);
    const { bytesRead } = await file.read(bytes, 0, most, from);
    return { piece: bytes.toString("base64", 0, bytesRead), size: (await file.stat()).size };
  } finally {
    await file.close();
  }
}
