import {
  companionPorts,
  frameLimit,
  protocolVersion,
  type Event,
  type ServerMessage,
} from "@twp/shared/protocol/index.ts";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { Log } from "../../features/ports.ts";
import { isOwnHost, turnedAway } from "./guard.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createSession, type Session, type Switchboard } from "./session.ts";

export type GatewayPorts = Readonly<{
  switchboard: Switchboard;
  subscribe: (listener: (event: Event, revision: number) => void) => () => void;
  /** Pages for a browser's address bar, such as the demonstration page. */
  pages: RequestListener;
  version: string;
  /** Which companion this is, among those of one computer. */
  instance: string;
  newId: () => string;
  now: () => number;
  log: Log;
  /** An extension is at the door and does not say who it is: a browser that still has to be paired. */
  onStranger?: () => void;
  /** Ports to try in order; 0 takes any. */
  ports?: readonly number[];
}>;

/** Who is connected, and what they are being told. */
type Windows = Readonly<{ open: Map<WebSocket, Session>; outbox: Outbox }>;

export type Gateway = Readonly<{ port: number; stop: () => Promise<void> }>;

/** All ports are taken. */
export class PortsTaken extends Error {
  constructor() {
    super("every port of the companion is taken");
    this.name = "PortsTaken";
  }
}

/** A window that does not say who it is goes after so many milliseconds. */
const patience = 10_000;
/** A paired window proves itself at once; one that has not after so many milliseconds cannot. */
const hesitation = 400;
const mostWindows = 64;

/** Opens the wire on loopback. Rejects with `PortsTaken`. */
export async function openGateway(ports: GatewayPorts): Promise<Gateway> {
  const server = createServer({ requestTimeout: 5000, headersTimeout: 5000 }, (request, response) => {
    if (isOwnHost(request.headers.host, portOf(server))) ports.pages(request, response);
    else response.writeHead(421).end();
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: frameLimit, perMessageDeflate: false });
  const windows: Windows = { open: new Map(), outbox: createOutbox() };
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const turned = turnedAway(request.headers, request.url ?? "", portOf(server));
    if (turned !== null || windows.open.size >= mostWindows) return turnAway(socket, ports.log, turned ?? "full");
    const stranger = request.headers.origin === undefined ? undefined : ports.onStranger;
    sockets.handleUpgrade(request, socket, head, (opened) => welcome(opened, windows, ports, stranger));
  });
  const unsubscribe = ports.subscribe((event, revision) => broadcast(windows, { type: "event", revision, event }));
  await listen(server, ports.ports ?? companionPorts);
  return {
    port: portOf(server),
    async stop() {
      unsubscribe();
      for (const socket of windows.open.keys()) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

function turnAway(socket: Duplex, log: Log, why: string): void {
  log("connection turned away", { why });
  socket.on("error", () => undefined);
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

/** The first port that is free. */
async function listen(server: Server, candidates: readonly number[]): Promise<void> {
  for (const port of candidates) {
    if (await listenOn(server, port)) return;
  }
  throw new PortsTaken();
}

function listenOn(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    };
    server.once("error", failed);
    server.listen({ host: "127.0.0.1", port }, () => {
      server.off("error", failed);
      resolve(true);
    });
  });
}

/** Speaks first, then listens. */
function welcome(
  socket: WebSocket,
  { open, outbox }: Windows,
  ports: GatewayPorts,
  stranger: (() => void) | undefined,
): void {
  const { switchboard, now, log } = ports;
  const send = (message: ServerMessage): void => {
    const answersRequest = message.type === "result" || message.type === "failure";
    (answersRequest ? outbox.post : outbox.send)(socket, JSON.stringify(message));
  };
  const watched = (): boolean => [...open.values()].some((other) => other.shows());
  const session = createSession({ id: ports.newId(), switchboard, send, watched, now, log });
  open.set(socket, session);
  const hesitant = setTimeout(() => session.isOpen() || stranger?.(), hesitation);
  const impatient = setTimeout(() => session.isOpen() || socket.close(1008), patience);
  socket.on("error", () => undefined);
  socket.on("message", (data, isBinary) => {
    const stays = !isBinary && Buffer.isBuffer(data) && session.receive(parseFrame(data.toString("utf8")));
    if (!stays) socket.close(1008);
  });
  socket.on("close", () => {
    clearTimeout(hesitant);
    clearTimeout(impatient);
    open.delete(socket);
    session.close();
  });
  send({ type: "hello", protocol: protocolVersion, companion: ports.version, instance: ports.instance });
}

function parseFrame(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Written out once, however many windows listen. */
function broadcast({ open, outbox }: Windows, message: ServerMessage): void {
  const text = JSON.stringify(message);
  for (const [socket, session] of open) {
    if (session.isOpen()) outbox.post(socket, text);
  }
}
