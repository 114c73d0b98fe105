import { noSummary, noVoiceMail, type VoiceMail, type voiceMailCommands } from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Commands } from "../ports.ts";
import { followBox } from "./follow-box.ts";
import { createMailServer, type MailServerPorts } from "./mail-server.ts";
import { messageCommands } from "./messages.ts";
import type { Mailbox, MessageBox } from "./ports.ts";
import { readSummary } from "./summary.ts";

/** What the voice mail needs of the world. */
export type VoiceMailPorts = MailServerPorts &
  Readonly<{
    publish: Publish;
    /** The user's own name for a number, else the one that is given, else the one it had before. */
    nameFor: (number: string, own: string) => string;
  }>;

/** How the user's mailbox stands, and what lies in it. */
export type VoiceMailFeature = Readonly<{
  commands: Commands<keyof typeof voiceMailCommands>;
  /** Hears what this line's server tells, and the lines before it no more. `box`: what its messages can be listed by, null where they cannot. */
  listen: (mailbox: Mailbox, box: MessageBox | null) => void;
  /** Opens the mail server, where one is set. Never rejects. */
  start: () => Promise<void>;
  stop: () => void;
}>;

/** Begins without knowing anything of the mailbox. */
export function createVoiceMail(ports: VoiceMailPorts): VoiceMailFeature {
  let current: Mailbox | null = null;
  let ofLine: MessageBox | null = null;
  let shown: MessageBox | null = null;
  let value: VoiceMail = noVoiceMail;
  let unfollow: () => void = () => undefined;
  const tell = (part: Partial<VoiceMail>): void => {
    value = { ...value, ...part };
    ports.publish({ type: "voiceMail.changed", voiceMail: value });
  };
  /** The user's mail server goes before the mailbox of the line. */
  const show = (): void => {
    const box = server.box() ?? ofLine;
    if (box === shown) return;
    unfollow();
    shown = box;
    tell({ box: null });
    unfollow = box === null ? () => undefined : followBox(box, (news) => tell({ box: news }));
  };
  const server = createMailServer(ports, (imap) => {
    tell({ imap });
    show();
  });
  return {
    listen(mailbox, box) {
      current = mailbox;
      ofLine = box;
      tell(noSummary);
      show();
      mailbox.onSummary((body) => {
        const summary = body === null ? noSummary : readSummary(body);
        if (current === mailbox && summary !== null) tell(summary);
      });
    },
    start: server.start,
    stop() {
      unfollow();
      server.stop();
    },
    commands: { ...messageCommands(() => shown, ports.nameFor), ...server.commands },
  };
}
