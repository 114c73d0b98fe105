import {
  Failure,
  noVoiceMail,
  type VoiceMail,
  type VoiceMessage,
  type voiceMailCommands,
} from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Commands } from "../ports.ts";
import type { Mailbox, MessageBox } from "./ports.ts";
import { readSummary } from "./summary.ts";
import { followBox } from "./follow-box.ts";

/** What the voice mail needs of the world. */
export type VoiceMailPorts = Readonly<{
  publish: Publish;
  /** The user's own name for a number, else the one that is given, else the one it had before. */
  nameFor: (number: string, own: string) => string;
}>;

/** How the user's mailbox stands, and what lies in it. */
export type VoiceMailFeature = Readonly<{
  commands: Commands<keyof typeof voiceMailCommands>;
  /** Hears what this line's server tells, and the lines before it no more. `box`: what its messages can be listed by, null where they cannot. */
  listen: (mailbox: Mailbox, box: MessageBox | null) => void;
}>;

/** Bytes of one piece: with base64 and its envelope well below what a frame of the wire holds. */
const pieceBytes = 384 * 1024;

/** Begins without knowing anything of the mailbox. */
export function createVoiceMail({ publish, nameFor }: VoiceMailPorts): VoiceMailFeature {
  let current: Mailbox | null = null;
  let shown: MessageBox | null = null;
  let value: VoiceMail = noVoiceMail;
  let stop: () => void = () => undefined;
  const tell = (part: Partial<VoiceMail>): void => {
    value = { ...value, ...part };
    publish({ type: "voiceMail.changed", voiceMail: value });
  };
  const forget = (): void => {
    const { box } = value;
    tell({ ...noVoiceMail, box });
  };
  const show = (box: MessageBox | null): void => {
    if (box === shown) return;
    stop();
    shown = box;
    tell({ box: null });
    stop = box === null ? () => undefined : followBox(box, (news) => tell({ box: news }));
  };
  return {
    listen(mailbox, box) {
      current = mailbox;
      forget();
      show(box);
      mailbox.onSummary((body) => {
        if (current !== mailbox) return;
        const summary = body === null ? null : readSummary(body);
        if (body === null) forget();
        else if (summary !== null) tell(summary);
      });
    },
    commands: commandsOf(() => {
      if (shown === null) throw new Failure("mailbox-unreachable");
      return shown;
    }, nameFor),
  };
}

function commandsOf(box: () => MessageBox, nameFor: VoiceMailPorts["nameFor"]): VoiceMailFeature["commands"] {
  const known = <T>(found: T | null | false): T => {
    if (found === null || found === false) throw new Failure("message-unknown");
    return found;
  };
  return {
    async "voiceMail.page"(query) {
      const { messages, next } = await box().page(query);
      const name = ({ number, name: own }: VoiceMessage["from"]): string =>
        number === "" ? own : nameFor(number, own);
      const named = messages.map(({ id, from, at, seconds, heard }): VoiceMessage => ({
        id,
        from: { number: from.number, name: name(from) },
        at,
        seconds,
        heard,
      }));
      return { messages: named, next };
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
