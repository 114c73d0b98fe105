import { frameLimit } from "@twp/shared/protocol/index.ts";
import type { WebSocket } from "ws";

/** What is used of a window's socket. */
type Socket = Readonly<Pick<WebSocket, "readyState" | "OPEN" | "bufferedAmount" | "terminate">> & {
  send: (text: string) => void;
};

/** Messages to windows, in the order in which they were put in. */
export type Outbox = Readonly<{
  /** Sends a message soon: after what the same moment has for the network. */
  post: (socket: Socket, text: string) => void;
  /** Sends a message at once, and before it whatever still waits. */
  send: (socket: Socket, text: string) => void;
}>;

/** A window that reads nothing while messages pile up is let go, in bytes. */
const mostUnread = 8 * frameLimit;

/**
 * An empty outbox. A message that wakes a browser costs the processor to whoever runs next, and on a busy machine that was the INVITE
 * of the very click the message tells of. One turn of the event loop is enough: the first `setImmediate` comes before the engine has
 * read its socket, the second after it.
 */
export function createOutbox(): Outbox {
  let waiting: (readonly [Socket, string])[] = [];
  const flush = (): void => {
    const due = waiting;
    waiting = [];
    for (const [socket, text] of due) write(socket, text);
  };
  return {
    post(socket, text) {
      if (waiting.push([socket, text]) === 1) setImmediate(() => setImmediate(flush));
    },
    send(socket, text) {
      flush();
      write(socket, text);
    },
  };
}

function write(socket: Socket, text: string): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > mostUnread) socket.terminate();
  else socket.send(text);
}
