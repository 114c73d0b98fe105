import { noVoiceMail } from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Mailbox } from "./ports.ts";
import { readSummary } from "./summary.ts";

/** How the user's mailbox stands. */
export type VoiceMailFeature = Readonly<{
  /** Hears what this line's server tells, and the lines before it no more. */
  listen: (mailbox: Mailbox) => void;
}>;

/** Begins without knowing anything of the mailbox. */
export function createVoiceMail(publish: Publish): VoiceMailFeature {
  let current: Mailbox | null = null;
  return {
    listen(mailbox) {
      current = mailbox;
      publish({ type: "voiceMail.changed", voiceMail: noVoiceMail });
      mailbox.onSummary((body) => {
        const voiceMail = body === null ? noVoiceMail : readSummary(body);
        if (current === mailbox && voiceMail !== null) publish({ type: "voiceMail.changed", voiceMail });
      });
    },
  };
}
