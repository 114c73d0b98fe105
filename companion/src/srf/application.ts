import type { Server } from "node:net";
import type { Wallet } from "./wallet.ts";

/**
 * drachtio-srf as it behaves. Its own declarations name methods and callbacks that are not there, so what is used is written down here:
 * the callback forms only, because the promise forms can lose a response that arrives with the echo of its request.
 */
export interface SipMessage {
  readonly body: string;
  get: (name: string) => string;
  has: (name: string) => boolean;
  /** Throws on a malformed header; read headers of strangers through `readHeader`. */
  getParsedHeader: (name: string) => unknown;
}

/** A response to a request of ours. */
export interface SipResponse extends SipMessage {
  readonly status: number;
}

/** A request from the network. */
export interface SipRequest extends SipMessage {
  readonly method: string;
  readonly uri: string;
  /** Where it came from: the address of the last hop, an IPv6 one in brackets. */
  readonly source_address: string;
  on: (event: "cancel", listener: (cancel: SipMessage | undefined) => void) => void;
}

/** A request of ours, as it left. */
export interface SentRequest extends SipMessage {
  on: (event: "response", listener: (response: SipResponse) => void) => void;
  cancel: ((callback: (error: unknown) => void) => void) &
    ((options: Readonly<{ headers: Headers }>, callback: (error: unknown) => void) => void);
}

export type Headers = Readonly<Record<string, string>>;
/** What answers a challenge. drachtio-srf shows it to nobody but `challenges.ts`. */
export type Auth = Readonly<{ wallet: Wallet }>;

export interface Responder {
  send: (status: number, answer?: Readonly<{ body?: string; headers?: Headers }>) => void;
}

type InDialog = "modify" | "info" | "refer" | "notify" | "message" | "update" | "options";

export interface Dialog {
  readonly sip: Readonly<{ callId: string; localTag: string; remoteTag: string }>;
  readonly local: Readonly<{ contact: string; sdp: string }>;
  readonly remote: Readonly<{ sdp: string }>;
  /** The INVITE, and the response that made a dialog of it; which of them is the peer's depends on who called. */
  readonly req: SipMessage;
  readonly res: SipMessage;
  readonly type: "uac" | "uas";
  on: ((event: "destroy", listener: () => void) => void) &
    ((event: "ack", listener: (request: SipRequest) => void) => void) &
    ((event: InDialog, listener: (request: SipRequest, response: Responder) => void) => void);
  request: (
    options: Readonly<{ method: string; body: string; headers: Headers; auth?: Auth }>,
    callback: (error: unknown, response?: SipResponse) => void,
  ) => void;
  destroy: (callback: (error: unknown) => void) => void;
}

/** A request outside any dialog, or in the one of that id. `proxy` is the next hop, where it is not the one of the URI. */
export type OutgoingRequest = Readonly<{
  method: string;
  stackDialogId?: string;
  headers: Headers;
  proxy?: string;
  body?: string;
  auth?: Auth;
}>;

export type Invitation = Readonly<{ localSdp: string; headers: Headers; proxy?: string; auth?: Auth }>;

type Handler = (request: SipRequest, response: Responder) => void;

/** An application that is connected to its SIP engine. */
export interface Srf {
  request: (uri: string, request: OutgoingRequest, callback: (error: unknown, sent?: SentRequest) => void) => void;
  createUAC: (
    uri: string,
    invitation: Invitation,
    progress: Readonly<{
      cbRequest: (error: unknown, sent?: SentRequest) => void;
      cbProvisional: (response: SipResponse) => void;
    }>,
    callback: (error: unknown, dialog?: Dialog) => void,
  ) => void;
  createUAS: (
    request: SipRequest,
    response: Responder,
    options: Readonly<{ localSdp: string; headers?: Headers }>,
    callback: (error: unknown, dialog?: Dialog) => void,
  ) => void;
  proxyRequest: (
    request: SipRequest,
    targets: readonly string[],
    options: Readonly<{ recordRoute?: boolean }>,
    callback: (error: unknown) => void,
  ) => void;
  register: (handler: Handler) => void;
  invite: (handler: Handler) => void;
  subscribe: (handler: Handler) => void;
  notify: (handler: Handler) => void;
  message: (handler: Handler) => void;
  options: (handler: Handler) => void;
  /** From now on the engine brings no new request of that method. */
  unregisterForMessages: (method: string) => void;
  on: (event: "connect" | "error" | "close", listener: (error?: unknown) => void) => void;
  connect: (
    options: Readonly<{ host: string; port: number; secret: string; reconnect: Readonly<{ maxAttempts: number }> }>,
  ) => void;
  disconnect: () => void;
  listen: (options: Readonly<{ server: Server; secret: string }>) => void;
}
