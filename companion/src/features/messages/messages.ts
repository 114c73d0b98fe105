import { Failure, type MessageFault, type Text, type Way, type messagesCommands } from "@twp/shared/protocol/index.ts";
import { dialledBy } from "../calls/dialled.ts";
import type { Commands } from "../ports.ts";
import { createConversations, type ConversationsPorts } from "./conversations.ts";
import type { Courier } from "./ports.ts";

/*
 *   sending ──2xx──▶ sent
 *      │ ▲
 *      │ └── again ──┐
 *      └── any other ┴─▶ failed
 */

/** What messages need of the world; `courier` is the line that carries them, and throws a `Failure` while there is none. */
export type MessagesPorts = ConversationsPorts & Readonly<{ courier: () => Courier }>;

/** What is written with others, for as long as it is not closed. */
export type Messages = Readonly<{
  commands: Commands<keyof typeof messagesCommands>;
  /** Hears what comes on this line. */
  listen: (courier: Courier) => void;
}>;

/** Begins with no conversation. */
export function createMessages(ports: MessagesPorts): Messages {
  const conversations = createConversations(ports);
  const carry = async (courier: Courier, number: string, { id, text }: Text): Promise<void> => {
    const status = await courier.sendText(dialledBy(number, ports.plan()).dial, text);
    conversations.mark(number, id, wayAfter(status));
  };
  return {
    commands: {
      "messages.send"({ number, text }) {
        const courier = ports.courier();
        dialledBy(number, ports.plan());
        void carry(courier, number, conversations.add(number, "", text, { state: "sending" }));
        return null;
      },
      "messages.again"({ number, id }) {
        const courier = ports.courier();
        const text = conversations.with(number).texts.find((each) => each.id === id);
        if (text?.way.state !== "failed") throw new Failure("text-unknown");
        conversations.mark(number, id, { state: "sending" });
        void carry(courier, number, text);
        return null;
      },
      "messages.seen"({ number }) {
        conversations.seen(number);
        return null;
      },
      "messages.close"({ number }) {
        conversations.close(number);
        return null;
      },
    },
    listen: (courier) =>
      courier.onText(({ number, name, text }) => void conversations.add(number, name, text, { state: "arrived" })),
  };
}

/** What became of a text, by the status of the final response (RFC 3428 section 7). */
function wayAfter(status: number): Way {
  if (status >= 200 && status < 300) return { state: "sent" };
  return { state: "failed", reason: faultOf(status) };
}

function faultOf(status: number): MessageFault {
  if ([404, 410, 480, 604].includes(status)) return "nobody-there";
  if ([405, 415, 501].includes(status)) return "not-understood";
  return status === 408 || (status >= 500 && status < 600) ? "unsent" : "refused";
}
