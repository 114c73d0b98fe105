import { Failure } from "@twp/shared/protocol/index.ts";
import type { ChildProcess } from "node:child_process";
import * as v from "valibot";
import type { KeptMessage, MessageBox } from "./features/voice-mail/ports.ts";
import { MailWord, mailAnswers, type MailAnswer, type MailAsked } from "./office-mail.ts";
import type { Message } from "./office/mail.ts";

/** The mailbox of the office's user as the companion reaches it: by questions to the office's process. */
export type OfficeBox = MessageBox &
  Readonly<{
    /** From now on that process is asked, until it ends. */
    attach: (child: ChildProcess) => void;
  }>;

type Waiting = Readonly<{ resolve: (answer: unknown) => void; reject: (failure: Failure) => void }>;
type Ask = <D extends keyof typeof mailAnswers>(asked: MailAsked & { do: D }) => Promise<MailAnswer<D>>;

/** Begins without an office. */
export function createOfficeBox(): OfficeBox {
  const listeners = new Set<() => void>();
  const { attach, ask } = createQuestions(() => listeners.forEach((tell) => tell()));
  return {
    attach,
    async page({ before, limit }) {
      const all = (await ask({ do: "list" })).toReversed();
      const rest = before === null ? all : all.filter(({ at }) => at < before);
      const shown = rest.slice(0, limit);
      return { messages: shown.map(kept), next: rest.length > limit ? (shown.at(-1)?.at ?? null) : null };
    },
    async count() {
      const all = await ask({ do: "list" });
      return { size: all.length, fresh: all.filter(({ heard }) => !heard).length };
    },
    async read(id, from, most) {
      const read = await ask({ do: "read", id, from, most });
      return read === null ? null : { ...read, type: "audio/wav" };
    },
    markHeard: (id) => ask({ do: "markHeard", id }),
    remove: (id) => ask({ do: "remove", id }),
    onChange(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
  };
}

/** The questions to the office's process; `changed` hears that its answers may be others now. */
function createQuestions(changed: () => void): Readonly<{ attach: OfficeBox["attach"]; ask: Ask }> {
  const waiting = new Map<number, Waiting>();
  let office: ChildProcess | null = null;
  let count = 0;
  const send = (asked: MailAsked): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (office === null) return reject(new Failure("mailbox-unreachable"));
      count += 1;
      waiting.set(count, { resolve, reject });
      office.send({ type: "mail", question: count, asked });
    });
  const hear = (word: MailWord): void => {
    if (word.type === "mailChanged") return changed();
    const asker = waiting.get(word.question);
    waiting.delete(word.question);
    if (word.type === "mailAnswer") asker?.resolve(word.answer);
    else asker?.reject(new Failure("storage-failed"));
  };
  const lose = (child: ChildProcess): void => {
    if (office !== child) return;
    office = null;
    for (const { reject } of waiting.values()) reject(new Failure("mailbox-unreachable"));
    waiting.clear();
    changed();
  };
  return {
    attach(child) {
      office = child;
      child.on("message", (message) => {
        const word = v.safeParse(MailWord, message);
        if (word.success) hear(word.output);
      });
      child.once("exit", () => lose(child));
      changed();
    },
    // The schema stands under the name of what was asked; the compiler cannot follow that through the union.
    ask: async (asked) => v.parse(mailAnswers[asked.do], await send(asked)) as never,
  };
}

function kept({ id, from, at, seconds, heard }: Message): KeptMessage {
  return { id, from, at, seconds, heard };
}
