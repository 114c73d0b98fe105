import type { Socket } from "node:net";
import { guarded } from "../fault.ts";
import { FlowError, faultOf } from "./flow-error.ts";
import { tellFailed } from "./flow.ts";
import type { Address, Flow, OpenBinding, TransportName, TransportPorts } from "./flow.ts";
import type { Framing, FramingResult } from "./framing.ts";

/** What a connection is made of. */
export type ConnectionParts = {
  readonly socket: Socket;
  readonly binding: OpenBinding;
  readonly remote: Address;
  readonly ports: TransportPorts;
  readonly framing: Framing;
  /** The event that says it is open; none for one that a peer opened. */
  readonly opening: "connect" | "secureConnect" | undefined;
  readonly sentBy?: string | undefined;
  /** Lets requests to another address of the peer use it, if the peer proves that it is its own. */
  readonly alias?: ((name: string, port: number) => void) | undefined;
  readonly closed: () => void;
};

type Waiting = { readonly bytes: Buffer; readonly failed: ((cause: Error) => void) | undefined };

const KEEP_ALIVE_MS = 60_000;
/** Bytes that may wait for a peer that does not read. */
const MAX_BACKLOG = 4 * 1024 * 1024;
/** How long the last word may take. */
const FAREWELL_MS = 1000;

/** A stream socket as a {@link Flow}: reads and writes messages within the limits. Every socket event ends here. */
export class Connection implements Flow {
  readonly transport: TransportName;
  readonly reliable = true;
  readonly binding: OpenBinding;
  readonly remote: Address;
  readonly sentBy?: string;
  readonly #parts: ConnectionParts;
  readonly #framing: Framing;
  readonly #watchers = new Set<(cause: Error) => void>();
  /** What is sent while the connection is being opened. */
  readonly #outbox: Waiting[] = [];
  /** Whoever waits for the answer to a keep-alive. */
  readonly #probes = new Set<() => void>();
  #open: boolean;
  #over = false;
  #cause: Error | undefined;
  /** Whether the TLS handshake is under way. */
  #shaking = false;
  #slow: NodeJS.Timeout | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.transport = parts.binding.transport;
    this.binding = parts.binding;
    this.remote = parts.remote;
    if (parts.sentBy !== undefined) this.sentBy = parts.sentBy;
    this.#framing = parts.framing;
    this.#open = parts.opening === undefined && parts.framing.ready;
    this.#listen(parts.socket);
    if (parts.opening === undefined) this.#watchSender();
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

  watch(closed: (cause: Error) => void): () => void {
    this.#watchers.add(closed);
    return () => this.#watchers.delete(closed);
  }

  alias(name: string, port: number): void {
    this.#parts.alias?.(name, port);
  }

  probe(answered: () => void): () => void {
    this.#probes.add(answered);
    if (this.#open && this.usable) this.#parts.socket.write(this.#framing.ping());
    return () => this.#probes.delete(answered);
  }

  close(): void {
    const { socket } = this.#parts;
    if (this.#open && this.usable && this.#framing.goodbye) socket.write(this.#framing.goodbye);
    socket.destroy();
  }

  #listen(socket: Socket): void {
    const { ports, opening } = this.#parts;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.setTimeout(ports.limits.idleTimeout, () => socket.destroy());
    if (opening === "secureConnect") socket.once("connect", () => (this.#shaking = true));
    if (opening) socket.once(opening, () => this.#onConnected());
    // Whatever a peer sends must not end more than its own connection.
    socket.on(
      "data",
      guarded(
        (chunk: Buffer) => this.#onData(chunk),
        (reason) => this.#onFault(reason),
      ),
    );
    socket.on("error", (cause) => this.#onError(cause));
    socket.on("close", () => this.#onClose());
  }

  #onFault(reason: string): void {
    this.#parts.ports.note({ name: "transport.fault", reason });
    this.#parts.socket.destroy();
  }

  #onConnected(): void {
    this.#shaking = false;
    if (this.#framing.hello) this.#parts.socket.write(this.#framing.hello);
    this.#openWhenReady();
    this.#watchSender();
  }

  #openWhenReady(): void {
    if (this.#open || !this.#framing.ready) return;
    this.#open = true;
    for (const message of this.#outbox.splice(0)) this.#write(message);
    if (this.#probes.size > 0) this.#parts.socket.write(this.#framing.ping());
  }

  #onData(chunk: Buffer): void {
    if (this.#over) return;
    const result = this.#framing.push(chunk);
    if (result.reply && this.usable) this.#parts.socket.write(result.reply);
    this.#openWhenReady();
    this.#deliver(result);
    if (result.fault) this.#hangUp(result.fault);
    else this.#watchSender();
  }

  #deliver({ messages, pong }: FramingResult): void {
    const { ports } = this.#parts;
    if (pong) this.#answerProbes();
    for (const message of messages) {
      ports.trace("in", message, this);
      ports.inbound(message, this);
    }
    if (messages.length > 0) this.#stopWatchingSender();
  }

  #answerProbes(): void {
    const waiting = [...this.#probes];
    this.#probes.clear();
    for (const answered of waiting) answered();
  }

  /** What has begun, a message or a handshake, must be complete in time; bytes that trickle in do not prolong it. */
  #watchSender(): void {
    if (this.#framing.ready && !this.#framing.midMessage) this.#stopWatchingSender();
    else this.#slow ??= setTimeout(() => this.#hangUp("slow-sender"), this.#parts.ports.limits.headerTimeout);
  }

  #stopWatchingSender(): void {
    clearTimeout(this.#slow);
    this.#slow = undefined;
  }

  /** Hangs up on a peer that broke a rule, after the last word if there is one. */
  #hangUp(reason: string): void {
    const { socket, ports } = this.#parts;
    this.#over = true;
    this.#stopWatchingSender();
    ports.note({ name: "transport.refused", reason, transport: this.transport });
    if (reason === "websocket-refused") this.#cause = new FlowError("websocket-refused");
    if (socket.writableLength === 0 || socket.writableLength > MAX_BACKLOG) return void socket.destroy();
    socket.destroySoon();
    this.#slow = setTimeout(() => socket.destroy(), FAREWELL_MS);
  }

  #onError(error: Error): void {
    // A peer that knows no TLS may just hang up on it.
    const cause = this.#shaking && !faultOf(error) ? new FlowError("tls-failed", { cause: error }) : error;
    this.#cause ??= cause;
    const fault = faultOf(cause);
    if (fault) this.#parts.ports.note({ name: "transport.refused", reason: fault, transport: this.transport });
    this.#failWaiting(cause);
  }

  #onClose(): void {
    const gone = this.#cause ?? new Error("connection closed");
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
    if (this.usable)
      socket.write(this.#framing.wrap(bytes), (cause) => cause && tellFailed(failed, this.#cause ?? cause, ports));
    else setImmediate(() => tellFailed(failed, this.#cause ?? new Error("connection closed"), ports));
    if (socket.writableLength > MAX_BACKLOG) this.#hangUp("not-reading");
  }
}
