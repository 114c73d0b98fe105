import type { Socket } from "node:net";
import { tellFailed } from "./flow.ts";
import type { Address, Flow, OpenBinding, TransportName, TransportPorts } from "./flow.ts";
import { StreamFraming } from "./framing.ts";

/** What a connection is made of. `connected` is false for one that is still being opened. */
export type ConnectionParts = {
  readonly socket: Socket;
  readonly binding: OpenBinding;
  readonly remote: Address;
  readonly ports: TransportPorts;
  readonly connected: boolean;
  readonly closed: () => void;
};

type Waiting = { readonly bytes: Buffer; readonly failed: ((cause: Error) => void) | undefined };

const KEEP_ALIVE_MS = 60_000;
/** Bytes that may wait for a peer that does not read. */
const MAX_BACKLOG = 4 * 1024 * 1024;

/** A stream socket as a {@link Flow}: reads and writes messages within the limits. Every socket event ends here. */
export class Connection implements Flow {
  readonly transport: TransportName;
  readonly reliable = true;
  readonly binding: OpenBinding;
  readonly remote: Address;
  readonly #parts: ConnectionParts;
  readonly #framing: StreamFraming;
  readonly #watchers = new Set<() => void>();
  /** What is sent while the connection is being opened. */
  readonly #outbox: Waiting[] = [];
  #open: boolean;
  #slow: NodeJS.Timeout | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.transport = parts.binding.transport;
    this.binding = parts.binding;
    this.remote = parts.remote;
    this.#open = parts.connected;
    this.#framing = new StreamFraming(parts.ports.limits.messageBytes);
    this.#listen(parts.socket);
  }

  get local(): Address {
    return { host: this.binding.sentByHost(this.remote.host), port: this.binding.port };
  }

  /** Whether another message can be sent on it. */
  get usable(): boolean {
    return !this.#parts.socket.destroyed && this.#parts.socket.writable;
  }

  send(bytes: Buffer, failed?: (cause: Error) => void): void {
    this.#parts.ports.trace("out", bytes, this);
    if (this.#open) this.#write({ bytes, failed });
    else this.#outbox.push({ bytes, failed });
  }

  watch(closed: () => void): () => void {
    this.#watchers.add(closed);
    return () => this.#watchers.delete(closed);
  }

  /** Hangs up. */
  close(): void {
    this.#parts.socket.destroy();
  }

  #listen(socket: Socket): void {
    const { ports } = this.#parts;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.setTimeout(ports.limits.idleTimeout, () => socket.destroy());
    socket.on("connect", () => this.#onOpen());
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("error", (cause) => this.#failWaiting(cause));
    socket.on("close", () => this.#onClose());
  }

  #onOpen(): void {
    this.#open = true;
    for (const message of this.#outbox.splice(0)) this.#write(message);
  }

  #onData(chunk: Buffer): void {
    const { ports } = this.#parts;
    const { messages, fault } = this.#framing.push(chunk);
    for (const message of messages) {
      ports.trace("in", message, this);
      ports.inbound(message, this);
    }
    if (messages.length > 0) this.#stopWatchingSender();
    if (fault) this.#hangUp(fault);
    else this.#watchSender();
  }

  /** A message that has begun must be complete in time; bytes that trickle in do not prolong it. */
  #watchSender(): void {
    if (!this.#framing.midMessage) this.#stopWatchingSender();
    else this.#slow ??= setTimeout(() => this.#hangUp("slow-sender"), this.#parts.ports.limits.headerTimeout);
  }

  #stopWatchingSender(): void {
    clearTimeout(this.#slow);
    this.#slow = undefined;
  }

  #hangUp(reason: string): void {
    this.#parts.ports.note({ name: "transport.refused", reason, transport: this.transport });
    this.#parts.socket.destroy();
  }

  #onClose(): void {
    const gone = new Error("connection closed");
    this.#stopWatchingSender();
    this.#failWaiting(gone);
    this.#parts.closed();
    for (const watcher of this.#watchers) tellFailed(watcher, gone, this.#parts.ports);
  }

  #failWaiting(cause: Error): void {
    this.#open = true;
    for (const { failed } of this.#outbox.splice(0)) tellFailed(failed, cause, this.#parts.ports);
  }

  #write({ bytes, failed }: Waiting): void {
    const { socket, ports } = this.#parts;
    if (this.usable) socket.write(bytes, (cause) => cause && tellFailed(failed, cause, ports));
    else setImmediate(() => tellFailed(failed, new Error("connection closed"), ports));
    if (socket.writableLength > MAX_BACKLOG) this.#hangUp("not-reading");
  }
}
