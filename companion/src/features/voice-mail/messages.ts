import { Failure, type VoiceMessage, type voiceMailCommands } from "@twp/shared/protocol/index.ts";
import type { Commands } from "../ports.ts";
import type { MessageBox } from "./ports.ts";

/** Bytes of one piece: with base64 and its envelope well below what a frame of the wire holds. */
const pieceBytes = 384 * 1024;

type Verb = "page" | "read" | "hear" | "delete";

/** What can be done with the messages of the mailbox that is shown. */
export function messageCommands(
  shown: () => MessageBox | null,
  nameFor: (number: string, own: string) => string,
): Commands<Extract<keyof typeof voiceMailCommands, `${string}.${Verb}`>> {
  const box = (): MessageBox => {
    const current = shown();
    if (current === null) throw new Failure("mailbox-unreachable");
    return current;
  };
  const named = ({ id, from: { number, name }, at, seconds, heard }: VoiceMessage): VoiceMessage => {
    const from = { number, name: number === "" ? name : nameFor(number, name) };
    return { id, from, at, seconds, heard };
  };
  return {
    async "voiceMail.page"(query) {
      const { messages, next } = await box().page(query);
      return { messages: messages.map(named), next };
    },
    "voiceMail.read": async ({ messageId, from }) => known(await box().read(messageId, from, pieceBytes)),
    async "voiceMail.hear"({ messageId }) {
      known(await box().markHeard(messageId));
      return null;
    },
    async "voiceMail.delete"({ messageId }) {
      known(await box().remove(messageId));
      return null;
    },
  };
}

function known<T>(found: T | null | false): T {
  if (found === null || found === false) throw new Failure("message-unknown");
  return found;
}
