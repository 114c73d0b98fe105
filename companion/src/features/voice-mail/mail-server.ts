import { Failure, type ImapPlace } from "@twp/shared/protocol/index.ts";
import type { Secrets } from "../account/ports.ts";
import type { Commands, Document } from "../ports.ts";
import type { MailAccess, MessageBox, OpenMessageBox, StoredVoiceMail } from "./ports.ts";

/** What a mail server needs of the world. */
export type MailServerPorts = Readonly<{
  document: Document<StoredVoiceMail>;
  secrets: Secrets;
  /** The account's file with certificate authorities; empty for none. */
  authorities: () => string;
  openImap: (access: MailAccess) => OpenMessageBox;
}>;

/** The mail server that the user's messages come from, where one is set. */
export type MailServer = Readonly<{
  commands: Commands<"voiceMail.useImap" | "voiceMail.leaveImap">;
  box: () => MessageBox | null;
  start: () => Promise<void>;
  stop: () => void;
}>;

const passwordName = "imap-password";

/** Begins closed; `changed` hears which server is used from now on, once its box is open. */
export function createMailServer(ports: MailServerPorts, changed: (imap: ImapPlace | null) => void): MailServer {
  const { document, secrets } = ports;
  let open: OpenMessageBox | null = null;
  const close = (): void => {
    open?.close();
    open = null;
  };
  const use = async (): Promise<void> => {
    const password = (await secrets.read(passwordName)) ?? "";
    const { imap } = document.value();
    close();
    if (imap !== null) open = ports.openImap({ place: imap, password, authorities: ports.authorities() });
    changed(imap);
  };
  return {
    box: () => open,
    start: async () => (document.value().imap === null ? undefined : use()),
    stop: close,
    commands: {
      async "voiceMail.useImap"({ password, ...imap }: CommandParams) {
        if (password === undefined && (await secrets.read(passwordName)) === null)
          throw new Failure("mailbox-incomplete");
        if (password !== undefined) await secrets.write(passwordName, password);
        await document.write({ imap });
        await use();
        return null;
      },
      async "voiceMail.leaveImap"() {
        await document.write({ imap: null });
        await use();
        return null;
      },
    },
  };
}

type CommandParams = ImapPlace & Readonly<{ password?: string | undefined }>;
