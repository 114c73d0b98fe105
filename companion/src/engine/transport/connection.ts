import type { Socket } from "node:net";
import type { Address, Flow, OpenBinding, TransportPorts } from "./flow.ts";
import { tellFailed } from "./flow.ts";
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

/** One open connection: a {@link Flow} that can be closed. */
export type Connection = { readonly flow: Flow; readonly usable: () => boolean; readonly close: () => void };

type Waiting = { bytes: Buffer; failed: ((cause: Error) => void) | undefined };

/** Reads messages from a stream socket and writes them to it, within the limits. Every socket event ends here. */
export function openConnection(parts: ConnectionParts): Connection {
  const { socket, binding, remote, ports } = parts;
  const framing = new StreamFraming(ports.limits.messageBytes);
  const outbox = new Outbox(socket, ports, parts.connected);
  let slow: NodeJS.Timeout | undefined;
  const flow: Flow = {
    transport: binding.transport,
    reliable: true,
    binding,
    remote,
    get local() {
      return { host: binding.sentByHost(remote.host), port: binding.port };
    },
    send(bytes, failed) {
      ports.trace("out", bytes, flow);
      outbox.send({ bytes, failed });
    },
  };
  const hangUp = (reason: string): void => {
    ports.note({ name: "transport.refused", reason, transport: binding.transport });
    socket.destroy();
  };
  const watchSlowSender = (): void => {
    if (!framing.midMessage) {
      clearTimeout(slow);
      slow = undefined;
    } else slow ??= setTimeout(() => hangUp("slow-sender"), ports.limits.headerTimeout);
  };
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 60_000);
  socket.setTimeout(ports.limits.idleTimeout, () => socket.destroy());
  socket.on("connect", () => outbox.open());
  socket.on("data", (chunk) => {
    const { messages, fault } = framing.push(chunk);
    for (const message of messages) {
      ports.trace("in", message, flow);
      ports.inbound(message, flow);
    }
    if (messages.length > 0) clearTimer();
    if (fault) hangUp(fault);
    else watchSlowSender();
  });
  const clearTimer = (): void => {
    clearTimeout(slow);
    slow = undefined;
  };
  socket.on("error", (cause) => outbox.fail(cause));
  socket.on("close", () => {
    clearTimer();
    outbox.fail(new Error("connection closed"));
    parts.closed();
  });
  return { flow, usable: () => !socket.destroyed && socket.writable, close: () => socket.destroy() };
}

/** Holds what is sent while the connection is opened, and tells every sender when it could not be. */
class Outbox {
  readonly #socket: Socket;
  readonly #ports: TransportPorts;
  #open: boolean;
  #waiting: Waiting[] = [];

  constructor(socket: Socket, ports: TransportPorts, open: boolean) {
    this.#socket = socket;
    this.#ports = ports;
    this.#open = open;
  }

  send(message: Waiting): void {
    if (!this.#open) this.#waiting.push(message);
    else if (this.#socket.destroyed || !this.#socket.writable) {
      setImmediate(() => tellFailed(message.failed, new Error("connection closed"), this.#ports));
    } else this.#socket.write(message.bytes, (cause) => cause && tellFailed(message.failed, cause, this.#ports));
  }

  open(): void {
    this.#open = true;
    for (const message of this.#waiting.splice(0)) this.send(message);
  }

  fail(cause: Error): void {
    this.#open = true;
    for (const { failed } of this.#waiting.splice(0)) tellFailed(failed, cause, this.#ports);
  }
}
