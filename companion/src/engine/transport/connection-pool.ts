import { isIP, isIPv6 } from "node:net";
import type { Socket } from "node:net";
import { Connection } from "./connection.ts";
import type { ConnectionParts } from "./connection.ts";
import { FlowError } from "./flow-error.ts";
import { tellFailed } from "./flow.ts";
import type { Address, Flow, OpenBinding, TransportPorts } from "./flow.ts";
import type { Framing } from "./framing.ts";
import { isWildcard } from "./sent-by.ts";

const MAX_ALIASES = 8;

/** An address to connect to, and the one of ours to leave from. */
export type DialOptions = Address & { readonly localAddress?: string };

/** What differs from one stream transport to the next. */
export type Streams = {
  /** Begins to connect; `name` is what the caller asked for. */
  readonly dial: (options: DialOptions, name: string) => Socket;
  /** The event that says a dialled socket is open. */
  readonly opening: "connect" | "secureConnect";
  /** The framing of a connection that was dialled (`name`) or accepted (undefined). */
  readonly framing: (name: string | undefined, remote: Address) => Framing;
  /** Whether whoever connected proved that it goes by that name. */
  readonly proves?: (socket: Socket, name: string) => boolean;
  /** What stands in Via on dialled connections instead of an address. */
  readonly sentBy?: () => string;
};

/**
 * Every connection of one binding, accepted or opened, found again by its remote address (RFC 3261 section 18) and by the
 * name it was opened for: a certificate is good for that name only. Who asks for an address and no name gets whatever
 * connection leads there: the requests of a call follow a Record-Route, which often names the server by its address.
 */
export class ConnectionPool {
  readonly #binding: OpenBinding;
  readonly #ports: TransportPorts;
  readonly #streams: Streams;
  readonly #connections = new Set<Connection>();
  readonly #dialled = new Set<Connection>();
  readonly #byName = new Map<string, Connection>();

  constructor(binding: OpenBinding, ports: TransportPorts, streams: Streams) {
    this.#binding = binding;
    this.#ports = ports;
    this.#streams = streams;
  }

  /** Takes a connection that a peer opened. */
  accept(socket: Socket): void {
    const remote = { host: socket.remoteAddress ?? "", port: socket.remotePort ?? 0 };
    const framing = this.#streams.framing(undefined, remote);
    const keys = [keyOf(remote, "")];
    const alias = (name: string, port: number): void => {
      const wanted = { host: remote.host, port };
      const key = keyOf(wanted, isIP(name) === 0 ? name : "");
      if (keys.includes(key) || keys.length > MAX_ALIASES || !this.#streams.proves?.(socket, name)) return;
      keys.push(key);
      this.#byName.set(key, connection);
    };
    const connection = this.#keep(keys, { socket, remote, framing, opening: undefined, alias });
  }

  /** The connection to that address, opened when there is none. */
  flowTo(remote: Address, name: string): Flow {
    const known = this.#byName.get(keyOf(remote, isIP(name) === 0 ? name : ""));
    if (known?.usable) return known;
    if (!this.#mayDial(remote.host)) return this.#refuse(remote);
    const { opening, framing, sentBy, dial } = this.#streams;
    const socket = dial({ ...remote, ...this.#localAddress(remote) }, name);
    giveUpInTime(socket, opening, this.#ports.limits.connectTimeout);
    const keys = [keyOf(remote, name), keyOf(remote, "")];
    const parts = { socket, remote, framing: framing(name, remote), opening, sentBy: sentBy?.() };
    const connection = this.#keep(keys, parts);
    this.#dialled.add(connection);
    return connection;
  }

  /** Whoever closes its connections and lets us answer on new ones could use up all that this machine may have. */
  #mayDial(host: string): boolean {
    const { connections, connectionsPerPeer } = this.#ports.limits;
    if (this.#dialled.size < Math.min(connections, connectionsPerPeer)) return true;
    const there = [...this.#dialled].filter(({ remote }) => remote.host === host);
    return this.#dialled.size < connections && there.length < connectionsPerPeer;
  }

  /** A flow that carries nothing. */
  #refuse(remote: Address): Flow {
    const { transport } = this.#binding;
    this.#ports.note({ name: "transport.refused", reason: "too-many-connections", transport });
    return {
      transport,
      reliable: true,
      binding: this.#binding,
      local: { host: this.#binding.sentByHost(remote.host), port: this.#binding.port },
      remote,
      send: (_bytes, failed) => void setImmediate(() => tellFailed(failed, new FlowError("unreachable"), this.#ports)),
    };
  }

  /** Whether a connection to that address is open. */
  connected(remote: Address): boolean {
    return this.#byName.get(keyOf(remote, ""))?.usable === true;
  }

  /** Hangs up on everybody. */
  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  /** Leaving from the bound address keeps the peer's answer on the same interface. */
  #localAddress(remote: Address): { localAddress?: string } {
    const { host } = this.#binding;
    return isWildcard(host) || isIPv6(host) !== isIPv6(remote.host) ? {} : { localAddress: host };
  }

  #keep(keys: readonly string[], parts: Omit<ConnectionParts, "binding" | "ports" | "closed">): Connection {
    const connection = new Connection({
      ...parts,
      binding: this.#binding,
      ports: this.#ports,
      closed: () => {
        this.#connections.delete(connection);
        this.#dialled.delete(connection);
        for (const key of keys) if (this.#byName.get(key) === connection) this.#byName.delete(key);
      },
    });
    this.#connections.add(connection);
    for (const key of keys) this.#byName.set(key, connection);
    return connection;
  }
}

function giveUpInTime(socket: Socket, opening: Streams["opening"], patience: number): void {
  const timer = setTimeout(() => {
    // Connected, but the handshake did not end: the peer speaks something else.
    socket.destroy(new FlowError(socket.connecting ? "connect-timeout" : "tls-failed"));
  }, patience);
  socket.once(opening, () => clearTimeout(timer));
  socket.once("close", () => clearTimeout(timer));
}

function keyOf(remote: Address, name: string): string {
  return `${remote.host} ${remote.port} ${name}`;
}
