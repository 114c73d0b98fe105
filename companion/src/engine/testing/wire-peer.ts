import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { StreamFraming } from "../transport/framing.ts";

/** A scripted SIP peer on loopback: sends what it is told, keeps what it gets. */
export type WirePeer = {
  readonly port: number;
  send(bytes: Buffer): void;
  /** The next message it got, waiting up to a second. */
  next(): Promise<string>;
  stop(): Promise<void>;
};

/** A peer over UDP. */
export async function udpPeer(enginePort: number): Promise<WirePeer> {
  const inbox = new Inbox();
  const socket = createSocket("udp4");
  socket.on("message", (bytes) => bytes.length > 4 && inbox.put(bytes.toString("latin1")));
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    port: socket.address().port,
    send: (bytes) => socket.send(bytes, enginePort, "127.0.0.1"),
    next: () => inbox.next(),
    stop: async () => {
      socket.close();
      await once(socket, "close");
    },
  };
}

/** A peer over TCP: with a port to connect to it calls, else it waits to be called. */
export async function tcpPeer(callTo: number | undefined): Promise<WirePeer> {
  const inbox = new Inbox();
  let open: Socket | undefined;
  const adopt = (socket: Socket): void => {
    const framing = new StreamFraming(65_536);
    open = socket;
    socket.on("data", (chunk) => {
      for (const message of framing.push(chunk).messages) inbox.put(message.toString("latin1"));
    });
  };
  const server = createServer(adopt).listen(0, "127.0.0.1");
  await once(server, "listening");
  if (callTo !== undefined) {
    adopt(connect({ port: callTo, host: "127.0.0.1" }));
    await once(open as unknown as Socket, "connect");
  }
  return {
    port: callTo === undefined ? (server.address() as AddressInfo).port : ((open as unknown as Socket).localPort ?? 0),
    send: (bytes) => open?.write(bytes),
    next: () => inbox.next(),
    stop: async () => {
      open?.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Texts that come in, and whoever waits for the next. */
export class Inbox {
  readonly #texts: string[] = [];
  #waiting: ((text: string) => void) | undefined;

  put(text: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting(text);
    else this.#texts.push(text);
  }

  async next(): Promise<string> {
    const ready = this.#texts.shift();
    if (ready !== undefined) return ready;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#waiting = resolve;
    const timer = setTimeout(() => reject(new Error("nothing came for three seconds")), 3000);
    return promise.finally(() => clearTimeout(timer));
  }

  /** What came and was not asked for. */
  get rest(): readonly string[] {
    return this.#texts;
  }
}
