import { connect, createServer } from "node:net";
import type { Binding, Transport, TransportPorts } from "./flow.ts";
import { StreamFraming } from "./framing.ts";
import { openStreams } from "./listener.ts";

/** Opens a TCP listener. Rejects with a `BindError`. */
export function openTcp(wanted: Binding, ports: TransportPorts): Promise<Transport> {
  const server = createServer();
  return openStreams(
    wanted,
    ports,
    {
      dial: (options) => connect(options),
      opening: "connect",
      framing: () => new StreamFraming(ports.limits.messageBytes),
    },
    { server, onEntered: (hear) => void server.on("connection", hear) },
  );
}
