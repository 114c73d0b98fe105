import { once } from "node:events";
import type { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Srf from "drachtio-srf";
import { createEngine } from "../../companion/src/engine/engine.ts";
import type { Engine, EngineEvent, EngineOptions } from "../../companion/src/engine/engine.ts";

/** What the tests use of drachtio-srf; the types it ships leave half of it out. */
export type App = EventEmitter & {
  listen(options: { server: Server; secret: string }): void;
  connect(options: { host: string; port: number; secret: string; tags?: string[] }): void;
  disconnect(): void;
  request(uri: string, options: object, sent: (error: Error | null, req: AppRequest) => void): void;
  createUAC(
    uri: string,
    options: object,
    progress?: { cbRequest?(error: unknown, req: AppRequest): void },
  ): Promise<AppDialog>;
  proxyRequest(req: AppRequest, targets: string[], options: object): Promise<ProxyResult>;
  createUAS(req: AppRequest, res: AppResponse, options: object): Promise<AppDialog>;
} & Record<"register" | "invite" | "notify" | "options" | "message" | "refer", (handler: Handler) => void>;

/** What drachtio-srf says of a proxied request. */
export type ProxyResult = { readonly connected: boolean; readonly finalStatus: number };

/** A handler of requests outside any dialog. */
export type Handler = (req: AppRequest, res: AppResponse) => void | Promise<void>;

/** A request of drachtio-srf, sent or received. */
export type AppRequest = EventEmitter & {
  readonly uri: string;
  readonly body: string;
  get(name: string): string;
  cancel(done: (error: Error | null) => void): void;
};

/** A response of drachtio-srf, received or to be sent. */
export type AppResponse = EventEmitter & {
  readonly status: number;
  send(status: number, options?: object, sent?: (error: string | null) => void): void;
  get(name: string): string;
};

/** A dialog of drachtio-srf. */
export type AppDialog = EventEmitter & {
  readonly local: { sdp: string };
  readonly remote: { sdp: string };
  readonly sip: { callId: string };
  destroy(): Promise<AppRequest>;
  modify(sdp: string): Promise<string>;
  request(options: object): Promise<AppResponse>;
};

/** A real drachtio-srf application on its own engine. */
export type Station = {
  readonly srf: App;
  readonly engine: Engine;
  readonly events: EngineEvent[];
  /** Requests and status lines seen on the wire, as `out INVITE` or `in 200`. */
  readonly wire: string[];
  /** A SIP URI that reaches this station. */
  uri(user: string, transport?: "udp" | "tcp"): string;
  /** Cuts the connection between engine and application. */
  hangUpControl(): Promise<void>;
  stop(): Promise<void>;
};

/** A drachtio-srf application that is not connected yet. */
export function newApp(): App {
  return new Srf() as unknown as App;
}

/** Starts an engine on loopback and links a drachtio-srf application to it over a Unix socket. */
export async function startStation(options: Partial<EngineOptions> = {}): Promise<Station> {
  const folder = mkdtempSync(join(tmpdir(), "engine-"));
  const path = join(folder, "control");
  const events: EngineEvent[] = [];
  const wire: string[] = [];
  const engine = await createEngine({
    bindings: [
      { transport: "udp", host: "127.0.0.1", port: 0 },
      { transport: "tcp", host: "127.0.0.1", port: 0 },
    ],
    secret: "open sesame",
    log: (event) => events.push(event),
    onWire: (direction, bytes) => wire.push(`${direction} ${summary(bytes)}`),
    ...options,
  });
  const srf = newApp();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  srf.listen({ server, secret: "open sesame" });
  // In listen mode drachtio-srf forgets routes that are added before it is authenticated.
  const [link] = await Promise.all([engine.connect(path), once(srf, "connect")]);
  return {
    srf,
    engine,
    events,
    wire,
    uri: (user, transport = "udp") => uriOf(engine, user, transport),
    hangUpControl: () => link.stop(),
    stop: async () => {
      await engine.stop();
      if (!server.listening) return;
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function uriOf(engine: Engine, user: string, transport: "udp" | "tcp"): string {
  const binding = engine.bindings.find((candidate) => candidate.transport === transport);
  return `sip:${user}@127.0.0.1:${binding?.port}${transport === "tcp" ? ";transport=tcp" : ""}`;
}

function summary(bytes: Buffer): string {
  const [first = "", second = ""] = bytes.toString("latin1").split(" ", 2);
  return first.startsWith("SIP/") ? second : first;
}

/** Waits until something is so; fails after two seconds. */
export async function until(what: () => boolean): Promise<void> {
  const deadline = Date.now() + 2000;
  while (!what()) {
    if (Date.now() > deadline) throw new Error("it never became so");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** An SDP body with one audio stream. */
export function sdp(port: number, direction = "sendrecv"): string {
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    `m=audio ${port} RTP/AVP 0`,
    "a=rtpmap:0 PCMU/8000",
    `a=${direction}`,
    "",
  ].join("\r\n");
}
