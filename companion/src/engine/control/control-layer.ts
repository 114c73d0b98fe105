import { createHash, timingSafeEqual } from "node:crypto";
import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { Link } from "./link.ts";
import type { LinkPorts } from "./link.ts";

/** Where applications may connect: a TCP port or a Unix socket (named pipe on Windows). */
export type ControlAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/** The engine could not be linked to an application. */
export class ControlError extends Error {
  readonly code: "not-connected" | "not-authenticated" | "secret-required" | "port-taken" | "listen-failed";

  constructor(code: ControlError["code"], options?: ErrorOptions) {
    super(`control: ${code}`, options);
    this.name = "ControlError";
    this.code = code;
  }
}

/** An open way to one or more applications; `stop` closes it. */
export type ControlHandle = { readonly address: ControlAddress; stop(): Promise<void> };

/** Every link to an application, whoever opened it. */
export class ControlLayer {
  readonly #ports: LinkPorts;
  readonly #links = new Set<Link>();
  readonly #servers = new Set<Server>();

  constructor(ports: LinkPorts) {
    this.#ports = ports;
  }

  /**
   * Connects to an application that listens (`srf.listen({ server })`). Resolves when the application has
   * authenticated; rejects with a {@link ControlError}.
   */
  async connect(address: ControlAddress): Promise<ControlHandle> {
    const link = await this.linkTo(address);
    return { address, stop: () => link.closed() };
  }

  /** The same, for whoever has something to tell the application. */
  async linkTo(address: ControlAddress): Promise<Link> {
    const link = this.#adopt(await open(address));
    if ((await link.verdict) !== "admitted") throw new ControlError("not-authenticated");
    return link;
  }

  /** An application that gave itself that tag when it connected. */
  tagged(tag: string): Link | undefined {
    return [...this.#links].find((link) => link.isTagged(tag));
  }

  /** Lets applications connect (`srf.connect({ host, port })`). Rejects with a {@link ControlError}. */
  async listen(address: ControlAddress): Promise<ControlHandle> {
    const server = createServer((socket) => this.#adopt(socket));
    this.#servers.add(server);
    await listening(server, address);
    // Errors after binding concern one connection that could not be accepted.
    server.on("error", (cause) => this.#ports.note({ name: "control.failed", reason: cause.message }));
    const stop = async (): Promise<void> => {
      this.#servers.delete(server);
      await new Promise<void>((resolve) => server.close(() => resolve()));
    };
    return { address: actual(server, address), stop };
  }

  /** Closes every link and every server. */
  async stop(): Promise<void> {
    const servers = [...this.#servers];
    this.#servers.clear();
    const closing = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    for (const link of this.#links) link.close();
    await Promise.all(closing);
  }

  #adopt(socket: Socket): Link {
    const link = new Link(socket, this.#ports);
    this.#links.add(link);
    socket.once("close", () => this.#links.delete(link));
    return link;
  }
}

/** Compares without telling by its duration how much was right. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function open(address: ControlAddress): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    const failed = (cause: Error): void => reject(new ControlError("not-connected", { cause }));
    socket.once("error", failed);
    socket.once("connect", () => {
      socket.off("error", failed);
      resolve(socket);
    });
  });
}

function listening(server: Server, address: ControlAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      const taken = "code" in cause && cause.code === "EADDRINUSE";
      reject(new ControlError(taken ? "port-taken" : "listen-failed", { cause }));
    });
    server.listen(address, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

function actual(server: Server, wanted: ControlAddress): ControlAddress {
  const address = server.address();
  return address !== null && typeof address === "object" ? { host: address.address, port: address.port } : wanted;
}
