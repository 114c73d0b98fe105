import { ServerMessage, type ClientMessage } from "@twp/shared/protocol/index.ts";
import * as v from "valibot";

/** One connection to one port of this computer. */
export type Wire = Readonly<{ send: (message: ClientMessage) => void; close: () => void }>;

/** Who listens to a wire. `end` comes once, after which nothing comes. */
export type Ear = Readonly<{ hear: (message: ServerMessage) => void; end: () => void }>;

/** Opens a wire; tests put a fake in its place. */
export type OpenWire = (port: number, ear: Ear) => Wire;

/**
 * A WebSocket to this computer. What cannot be parsed ends the wire: it is no companion of ours. After WebSockets that failed a browser
 * makes a page wait for its next ones, up to seconds, so that a companion that was away for a while would never be met in time: a port is
 * first asked by a plain request, which costs nothing where nobody answers.
 */
export const openSocket: OpenWire = (port, ear) => {
  const given = new AbortController();
  let socket: WebSocket | null = null;
  void answers(port, given.signal).then((answered) => {
    if (answered) socket = connect(port, ear);
    else ear.end();
  });
  return {
    send: (message) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close: () => {
      given.abort();
      socket?.close();
    },
  };
};

function connect(port: number, ear: Ear): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  socket.addEventListener("close", () => ear.end());
  socket.addEventListener("message", ({ data }) => {
    const message = parseMessage(data);
    if (message === null) socket.close();
    else ear.hear(message);
  });
  return socket;
}

/** How long a port may take to answer a request, in milliseconds: whatever holds it then speaks no HTTP. */
const patience = 1000;

/** Does a server answer on this port? Which one, only its hello tells. */
async function answers(port: number, given: AbortSignal): Promise<boolean> {
  const signal = AbortSignal.any([given, AbortSignal.timeout(patience)]);
  try {
    await fetch(`http://127.0.0.1:${port}/`, { method: "HEAD", mode: "no-cors", cache: "no-store", signal });
    return !given.aborted;
  } catch {
    return false;
  }
}

/** Reads one frame, or nothing where it is not of the protocol. */
function parseMessage(data: unknown): ServerMessage | null {
  if (typeof data !== "string") return null;
  try {
    const parsed = v.safeParse(ServerMessage, JSON.parse(data));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
