import { whenPageWakes } from "../browser/waking.ts";
import { createLink, type ClientKind, type Connection } from "./link.ts";
import { readPairing, watchPairing } from "./pairing-record.ts";
import { openSocket } from "./wire.ts";

/** Links this page to the companion of this computer until `signal` ends it. */
export function connectCompanion(client: ClientKind, signal: AbortSignal): Connection {
  const link = createLink({ open: openSocket, readPairing, now: Date.now, chance: Math.random }, client, signal);
  watchPairing(link.reconnect, signal);
  whenPageWakes(link.wake, signal);
  return link.companion;
}
