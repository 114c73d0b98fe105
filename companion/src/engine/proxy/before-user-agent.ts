import type { TransactionUser } from "../transaction/transaction-layer.ts";
import type { Proxy } from "./proxy.ts";

/** What belongs to a call the proxy stays in never reaches the user agent; everything else does. */
export function beforeUserAgent(proxy: Proxy, userAgent: TransactionUser): TransactionUser {
  return {
    ignores: (request) => userAgent.ignores(request),
    onRequest: (transaction) => proxy.takes(transaction) || userAgent.onRequest(transaction),
    onAck: (ack) => proxy.takesAck(ack) || userAgent.onAck(ack),
    onCancel: (invite, cancel) => proxy.takesCancel(invite) || userAgent.onCancel(invite, cancel),
    onStrayResponse: (response) => userAgent.onStrayResponse(response),
  };
}
