import { isIPv6 } from "node:net";
import type { Server, Socket } from "node:net";
import { ConnectionPool } from "./connection-pool.ts";
import type { Streams } from "./connection-pool.ts";
import { BindError, DEFAULT_PORTS } from "./flow.ts";
import type { Binding, OpenBinding, Transport, TransportPorts } from "./flow.ts";
import { Places } from "./places.ts";
import { openBinding } from "./sent-by.ts";

/** A server that accepts for a stream transport; `onEntered` is told of sockets that are ready to be read. */
export type Door = { readonly server: Server; readonly onEntered: (hear: (socket: Socket) => void) => void };

/** Opens a stream transport; without a door it only calls out. Rejects with a {@link BindError}. */
export async function openStreams(
  wanted: Binding,
  ports: TransportPorts,
  streams: Streams,
  door: Door | undefined,
): Promise<Transport> {
  const port = door ? await listen(door.server, wanted) : wanted.port || DEFAULT_PORTS[wanted.transport];
  const binding = openBinding(wanted, port, door !== undefined);
  const pool = new ConnectionPool(binding, ports, streams);
  const places = new Places(wanted.transport, ports);
  if (door) welcome(door, binding, pool, places, ports);
  return {
    binding,
    flowTo: (remote, name) => pool.flowTo(remote, name),
    connected: (remote) => pool.connected(remote),
    stop: async () => {
      pool.close();
      places.close();
      if (door) await new Promise<void>((resolve) => door.server.close(() => resolve()));
    },
  };
}

function welcome(door: Door, binding: OpenBinding, pool: ConnectionPool, places: Places, ports: TransportPorts): void {
  const { transport } = binding;
  // Before the handshake, where there is one: one who never ends it takes a place too.
  door.server.prependListener("connection", (socket: Socket) => void places.admit(socket));
  door.onEntered((socket) => socket.destroyed || pool.accept(socket));
  door.server.on("error", (cause) => ports.note({ name: "transport.failed", reason: cause.message, transport }));
}

function listen(server: Server, wanted: Binding): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(new BindError(wanted, cause)));
    // Two bindings may share a port, one for each family: IPv6 then must not take IPv4 too.
    const { host, port } = wanted;
    server.listen({ host, port, exclusive: true, ipv6Only: isIPv6(host) }, () => {
      server.removeAllListeners("error");
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
