import Srf from "drachtio-srf";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * drachtio-srf as it behaves. Its own declarations name methods and callbacks that are not there, so what is used is written down here:
 * the callback forms only, because the promise form can lose a response that arrives with the echo.
 */
export interface SrfMessage {
  readonly body: string;
  get: (name: string) => string;
  has: (name: string) => boolean;
  /** Throws on a malformed header; read headers of strangers through `readHeader`. */
  getParsedHeader: (name: string) => unknown;
}

export interface SrfResponse extends SrfMessage {
  readonly status: number;
}

/** A request of ours, as it left. */
export interface SentRequest extends SrfMessage {
  on: (event: "response", listener: (response: SrfResponse) => void) => void;
  cancel: (callback: (error: unknown) => void) => void;
}

/** A request from the network. */
export interface ReceivedRequest extends SrfMessage {
  readonly method: string;
  readonly uri: string;
  readonly source_address: string;
  on: (event: "cancel", listener: (cancel: SrfMessage | undefined) => void) => void;
}

export type Answer = Readonly<{ body?: string; headers?: Readonly<Record<string, string>> }>;

export interface Responder {
  send: (status: number, answer?: Answer) => void;
}

export interface SrfDialog {
  readonly local: Readonly<{ contact: string }>;
  readonly remote: Readonly<{ sdp: string }>;
  on: ((event: "destroy", listener: (request: SrfMessage | undefined) => void) => void) &
    ((
      event: "modify" | "info" | "refer" | "message",
      listener: (request: ReceivedRequest, response: Responder) => void,
    ) => void) &
    ((event: "ack", listener: (request: ReceivedRequest) => void) => void);
  request: (
    options: Readonly<{ method: string; body?: string; headers?: Readonly<Record<string, string>> }>,
    callback: (error: unknown, response?: SrfResponse) => void,
  ) => void;
  destroy: (callback: (error: unknown) => void) => void;
}

export type OutgoingRequest = Readonly<{
  method: string;
  proxy: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  auth?: Readonly<{ username: string; password: string }>;
}>;

export type Invitation = Readonly<{
  localSdp: string;
  proxy: string;
  headers: Readonly<Record<string, string>>;
  auth: Readonly<{ username: string; password: string }>;
}>;

export interface SrfApplication {
  request: (uri: string, request: OutgoingRequest, callback: (error: unknown, sent?: SentRequest) => void) => void;
  createUAC: (
    uri: string,
    invitation: Invitation,
    progress: Readonly<{
      cbRequest: (error: unknown, sent?: SentRequest) => void;
      cbProvisional: (response: SrfResponse) => void;
    }>,
    callback: (error: unknown, dialog?: SrfDialog) => void,
  ) => void;
  createUAS: (
    request: ReceivedRequest,
    response: Responder,
    options: Readonly<{ localSdp: string; headers?: Readonly<Record<string, string>> }>,
    callback: (error: unknown, dialog?: SrfDialog) => void,
  ) => void;
  invite: (listener: (request: ReceivedRequest, response: Responder) => void) => void;
  options: (listener: (request: ReceivedRequest, response: Responder) => void) => void;
  on: (event: "connect" | "error", listener: (error?: unknown) => void) => void;
  listen: (options: Readonly<{ server: Server; secret: string }>) => void;
}

/** What the SIP engine offers to the application that drives it. */
export type ControlLink = (path: string, secret: string) => Promise<unknown>;

export type OpenSrf = Readonly<{ srf: SrfApplication; close: () => Promise<void> }>;

/**
 * Opens a drachtio-srf application on a socket that only this user can reach, and lets the engine connect to it.
 * No TCP port is opened; the secret keeps even this user's other programs from speaking SIP through us by mistake.
 */
export async function openSrf(link: ControlLink, secret: string): Promise<OpenSrf> {
  const folder = await mkdtemp(join(tmpdir(), "twp-"));
  const path =
    process.platform === "win32" ? `\\\\.\\pipe\\twp-${randomBytes(12).toString("hex")}` : join(folder, "control");
  const server = createServer();
  // The constructor's type is the callable module itself.
  const srf = new Srf() as unknown as SrfApplication;
  srf.on("error", () => undefined);
  const connected = new Promise<void>((resolve, reject) => {
    srf.on("connect", (error) => (error ? reject(new Error("the engine did not accept the application")) : resolve()));
  });
  srf.listen({ server, secret });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  if (process.platform !== "win32") await chmod(path, 0o600);
  await Promise.all([link(path, secret), connected]);
  return {
    srf,
    async close() {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A parsed header, or null where a stranger wrote what the parser throws on. */
export function readHeader(message: SrfMessage, name: string): unknown {
  try {
    return message.has(name) ? message.getParsedHeader(name) : null;
  } catch {
    return null;
  }
}

/** The status of a refusal that drachtio-srf rejected with, or null. The error itself holds the password: it goes nowhere. */
export function refusedStatus(error: unknown): number | null {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : null;
}
