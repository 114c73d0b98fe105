import { ServerMessage, type ClientMessage } from "@twp/shared/protocol/index.ts";
import * as v from "valibot";

/** One connection to one port of this computer. */
export type Wire = Readonly<{ send: (message: ClientMessage) => void; close: () => void }>;

/** Who listens to a wire. `end` comes once, after which nothing comes. */
export type Ear = Readonly<{ hear: (message: ServerMessage) => void; end: () => void }>;

/** Opens a wire; tests put a fake in its place. */
export type OpenWire = (port: number, ear: Ear) => Wire;

/** A WebSocket to this computer. What cannot be parsed ends the wire: it is no companion of ours. */
export const openSocket: OpenWire = (port, ear) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  socket.addEventListener("close", () => ear.end());
  socket.addEventListener("message", ({ data }) => {
    const message = parseMessage(data);
    if (message === null) socket.close();
    else ear.hear(message);
  });
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close: () => socket.close(),
  };
};

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
