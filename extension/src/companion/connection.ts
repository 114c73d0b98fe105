import { whenPageWakes } from "../browser/waking.ts";
import { createLink, type ClientKind, type Connection } from "./link.ts";
import { readToken, watchToken } from "./token.ts";
import { openSocket } from "./wire.ts";

/** Links this page to the companion of this computer until `signal` ends it. */
export function connectCompanion(client: ClientKind, signal: AbortSignal): Connection {
  const link = createLink({ open: openSocket, readToken, now: Date.now, chance: Math.random }, client, signal);
  watchToken(link.reconnect, signal);
  whenPageWakes(link.wake, signal);
  return link.companion;
}
