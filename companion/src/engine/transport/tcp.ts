import { connect, createServer, isIPv6 } from "node:net";
import type { Server, Socket } from "node:net";
import { Connection } from "./connection.ts";
import { BindError } from "./flow.ts";
import type { Address, Binding, Flow, OpenBinding, Transport, TransportPorts } from "./flow.ts";
import { isWildcard, sentByHost } from "./sent-by.ts";

/** Opens a TCP listener. Rejects with a {@link BindError}. */
export async function openTcp(wanted: Binding, ports: TransportPorts): Promise<Transport> {
  const server = createServer();
  const port = await listen(server, wanted);
  const binding: OpenBinding = {
    ...wanted,
    port,
    sentByHost: (remote) => wanted.advertised ?? sentByHost(wanted.host, remote),
  };
  const pool = new ConnectionPool(binding, ports);
  server.on("connection", (socket) => pool.accept(socket));
  server.on("error", (cause) => ports.note({ name: "transport.failed", reason: cause.message, transport: "tcp" }));
  return {
    binding,
    flowTo: (remote) => pool.flowTo(remote),
    stop: async () => {
      pool.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, wanted: Binding): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(new BindError(wanted, cause)));
    server.listen({ host: wanted.host, port: wanted.port, exclusive: true }, () => {
      server.removeAllListeners("error");
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : wanted.port);
    });
  });
}

/** Every connection of one binding, accepted or opened, found again by its remote address (RFC 3261 section 18). */
class ConnectionPool {
  readonly #binding: OpenBinding;
  readonly #ports: TransportPorts;
  readonly #connections = new Map<string, Connection>();

  constructor(binding: OpenBinding, ports: TransportPorts) {
    this.#binding = binding;
    this.#ports = ports;
  }

  accept(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    if (this.#connections.size >= this.#ports.limits.connections) {
      this.#ports.note({ name: "transport.refused", reason: "too-many-connections", transport: "tcp" });
      socket.destroy();
      return;
    }
    this.#keep(socket, { host: socket.remoteAddress ?? "", port: socket.remotePort ?? 0 }, true);
  }

  flowTo(remote: Address): Flow {
    const known = this.#connections.get(keyOf(remote));
    if (known?.usable) return known;
    const socket = connect({ ...remote, ...this.#localAddress(remote) });
    const giveUp = setTimeout(() => socket.destroy(new Error("connect timeout")), this.#ports.limits.connectTimeout);
    socket.once("connect", () => clearTimeout(giveUp));
    socket.once("close", () => clearTimeout(giveUp));
    return this.#keep(socket, remote, false);
  }

  /** Leaving from the bound address keeps the peer's answer on the same interface. */
  #localAddress(remote: Address): { localAddress?: string } {
    const { host } = this.#binding;
    return isWildcard(host) || isIPv6(host) !== isIPv6(remote.host) ? {} : { localAddress: host };
  }

  #keep(socket: Socket, remote: Address, connected: boolean): Connection {
    const key = keyOf(remote);
    const connection = new Connection({
      socket,
      binding: this.#binding,
      remote,
      ports: this.#ports,
      connected,
      closed: () => {
        if (this.#connections.get(key) === connection) this.#connections.delete(key);
      },
    });
    this.#connections.set(key, connection);
    return connection;
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
  }
}

function keyOf(remote: Address): string {
  return `${remote.host} ${remote.port}`;
}
