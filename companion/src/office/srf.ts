/**
 * drachtio-srf as the office uses it. Its own declarations name methods and callbacks that are not there; the callback forms are used
 * throughout, because the promise forms can lose a response that arrives with the echo of its request.
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
  on: (event: "cancel", listener: () => void) => void;
}

/** A request of ours, as it left. */
export interface SentRequest {
  cancel: (callback: (error: unknown) => void) => void;
}

export type Headers = Readonly<Record<string, string>>;

export interface Responder {
  send: (status: number, answer?: Readonly<{ body?: string; headers?: Headers }>) => void;
}

type InDialog = "modify" | "info" | "refer" | "notify" | "message" | "update" | "options";

export interface Dialog {
  readonly local: Readonly<{ contact: string }>;
  readonly remote: Readonly<{ sdp: string }>;
  on: ((event: "destroy", listener: () => void) => void) &
    ((event: InDialog, listener: (request: SipRequest, response: Responder) => void) => void);
  request: (
    options: Readonly<{ method: string; body: string; headers: Headers }>,
    callback: (error: unknown, response?: SipResponse) => void,
  ) => void;
  destroy: (callback: (error: unknown) => void) => void;
}

type Handler = (request: SipRequest, response: Responder) => void;

/** An application that is connected to its SIP engine. */
export interface Srf {
  createUAC: (
    uri: string,
    options: Readonly<{ localSdp: string; headers: Headers }>,
    progress: Readonly<{
      cbRequest: (error: unknown, sent?: SentRequest) => void;
      cbProvisional: (response: SipResponse) => void;
    }>,
    callback: (error: unknown, dialog?: Dialog) => void,
  ) => void;
  createUAS: (
    request: SipRequest,
    response: Responder,
    options: Readonly<{ localSdp: string }>,
    callback: (error: unknown, dialog?: Dialog) => void,
  ) => void;
  register: (handler: Handler) => void;
  invite: (handler: Handler) => void;
  options: (handler: Handler) => void;
}

/** A parsed header, or null where a stranger wrote what the parser throws on. */
export function readHeader(message: SipMessage, name: string): unknown {
  try {
    return message.has(name) ? message.getParsedHeader(name) : null;
  } catch {
    return null;
  }
}

/** The text of a header; empty where there is none. */
export function headerText(message: SipMessage, name: string): string {
  return message.has(name) ? message.get(name) : "";
}

/** The status of a refusal that drachtio-srf rejected with. The error itself goes nowhere: it can hold credentials. */
export function refusedStatus(error: unknown): number {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 503;
}

/** The user part of a SIP URI, unescaped (RFC 3261 section 19.1.1); empty where there is none. */
export function userOf(uri: string): string {
  const [, user = ""] = /^sips?:([^@;:]+)(?::[^@]*)?@/iu.exec(uri) ?? [];
  try {
    return decodeURIComponent(user);
  } catch {
    return "";
  }
}

/** Writes a name so that it is safe between quotes (RFC 3261 section 25.1, quoted-string). */
export function quoted(name: string): string {
  return `"${name.replaceAll(/\p{Cc}/gu, "").replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}
