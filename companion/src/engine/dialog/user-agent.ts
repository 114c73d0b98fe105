import type { TransactionUser } from "../transaction/transaction-layer.ts";
import type { Application } from "./application.ts";
import type { Core } from "./core.ts";
import { detached } from "./dispatch.ts";
import { sendBye } from "./in-dialog.ts";
import { UserAgentClient } from "./user-agent-client.ts";
import { UserAgentServer } from "./user-agent-server.ts";
import type { ServerPolicy } from "./admission.ts";

/** Both halves of a user agent (RFC 3261 section 6), and what the transactions have for them. */
export type UserAgent = {
  readonly user: TransactionUser;
  readonly client: UserAgentClient;
  readonly server: UserAgentServer;
  /** An application is gone: its calls end, its open requests are answered. */
  forget(application: Application): void;
  stop(): void;
};

/** Puts the user agent on top of the transaction layer. */
export function createUserAgent(core: Core, policy: ServerPolicy): UserAgent {
  const client = new UserAgentClient(core);
  const server = new UserAgentServer(core, policy, (callId, ourTag) => client.subscribing(callId, ourTag));
  const user: TransactionUser = {
    ignores: (request) => server.ignores(request),
    onRequest: (transaction) => server.onRequest(transaction),
    onAck: (ack) => server.onAck(ack),
    onCancel: (invite, cancel) => server.onCancel(invite, cancel),
    // A 2xx later than timer M: whoever sends it after 32 s gives up by itself (RFC 6026 section 7.2).
    onStrayResponse: () => undefined,
  };
  return {
    user,
    client,
    server,
    forget(application) {
      client.forget(application);
      server.forget(application);
      for (const dialog of core.dialogs.of(application)) {
        if (dialog.state === "confirmed" && !dialog.subscription)
          detached(core, sendBye(core, dialog, 'SIP;cause=503;text="application gone"'));
        else core.dialogs.delete(dialog);
      }
    },
    stop() {
      client.stop();
      server.stop();
      core.dialogs.stop();
    },
  };
}
