import {
  ClientMessage,
  Failure,
  type ClientKind,
  type PairedBrowser,
  type RefusalCode,
  type ServerMessage,
  type State,
} from "@twp/shared/protocol/index.ts";
import * as v from "valibot";
import type { Asker, Log } from "../../features/ports.ts";
import { createRate } from "./guard.ts";

/** What the gateway needs of the switchboard. */
export type Switchboard = Readonly<{
  state: () => State;
  revision: () => number;
  handle: (command: string, params: unknown, asker: Asker) => Promise<unknown>;
  sessionEnded: (session: string) => void;
  /** The browser that a token proves; a refusal says why not. */
  authenticate: (token: string) => PairedBrowser | Refused;
  /** Spends a pairing code; gives the token, or why not. */
  pair: (code: string, name: string) => Promise<string | Refused>;
}>;

export type Refused = Readonly<{ code: RefusalCode; retryAfter?: number }>;

/** The connection of one window, without its socket. */
export type Session = Readonly<{
  id: string;
  /** Takes one frame; false when the window may not stay. */
  receive: (frame: unknown) => boolean;
  /** May this window hear events? */
  isOpen: () => boolean;
  /** Can it show the user something? A program on the terminal cannot. */
  shows: () => boolean;
  close: () => void;
}>;

export type SessionPorts = Readonly<{
  id: string;
  switchboard: Switchboard;
  send: (message: ServerMessage) => void;
  /** Is there another window that shows the user something? */
  watched: () => boolean;
  now: () => number;
  log: Log;
}>;

/*
 *  connected ──hello──▶ waiting ──pair──▶ waiting ──authenticate──▶ open ──request*──▶ … ──▶ closed
 *                          └── wrong token or code: refused, and the connection ends
 */

/** Begins a conversation: one table of what may be said before and after the window has proved who it is. */
export function createSession({ id, switchboard, send, watched, now, log }: SessionPorts): Session {
  let browser: PairedBrowser | null = null;
  let [closed, hasWindow] = [false, false];
  const mayAsk = createRate(now);

  const refuse = ({ code, retryAfter }: Refused): false => {
    send(retryAfter === undefined ? { type: "refused", code } : { type: "refused", code, retryAfter });
    log("window refused", { code });
    return false;
  };
  const authenticate = (token: string, client: ClientKind): boolean => {
    const proven = switchboard.authenticate(token);
    if ("code" in proven) return refuse(proven);
    [browser, hasWindow] = [proven, client !== "cli"];
    const [revision, state] = [switchboard.revision(), switchboard.state()];
    send({ type: "snapshot", session: id, browser: browser.id, revision, state, watched: watched() });
    return true;
  };
  const pair = async (code: string, name: string): Promise<void> => {
    const token = await switchboard.pair(code, name);
    if (closed) return;
    if (typeof token === "string") send({ type: "paired", token });
    else refuse(token);
  };
  const request = async (by: PairedBrowser, requestId: number, command: string, params: unknown): Promise<void> => {
    try {
      if (!mayAsk()) throw new Failure("too-many-requests");
      const result = await switchboard.handle(command, params, { session: id, browser: by });
      if (!closed) send({ type: "result", id: requestId, result: result ?? null });
    } catch (error) {
      const failure = failureOf(error, command, log);
      if (!closed) send({ type: "failure", id: requestId, code: failure.code, message: failure.message });
    }
  };
  return {
    id,
    isOpen: () => browser !== null && !closed,
    shows: () => hasWindow && !closed,
    receive(frame) {
      const parsed = v.safeParse(ClientMessage, frame);
      if (!parsed.success) return false;
      const message = parsed.output;
      if (message.type === "alive") return browser !== null;
      if (message.type === "request") {
        if (browser !== null) void request(browser, message.id, message.command, message.params);
        return browser !== null;
      }
      if (browser !== null) return false;
      if (message.type === "authenticate") return authenticate(message.token, message.client);
      void pair(message.code, message.name);
      return true;
    },
    close() {
      closed = true;
      if (browser !== null) switchboard.sessionEnded(id);
    },
  };
}

/** Every error has a code for the user; what is no failure of ours is a bug, and goes to the log. */
function failureOf(error: unknown, command: string, log: Log): Failure {
  if (error instanceof Failure) {
    log("request failed", { command, code: error.code });
    return error;
  }
  log("request broke", {
    command,
    error: error instanceof Error ? `${error.name}: ${error.stack?.split("\n")[1]?.trim()}` : "unknown",
  });
  return new Failure("internal");
}
