import { randomBytes } from "node:crypto";
import { connect, createServer } from "node:net";
import type { Streams } from "./connection-pool.ts";
import type { Binding, Transport, TransportPorts } from "./flow.ts";
import { openStreams } from "./listener.ts";
import { withSecurity } from "./tls.ts";
import { WebSocketFraming } from "./websocket/framing.ts";

/** Opens a WebSocket listener (RFC 7118). Rejects with a `BindError`. */
export function openWs(wanted: Binding, ports: TransportPorts): Promise<Transport> {
  const server = createServer();
  const streams: Streams = { dial: (options) => connect(options), opening: "connect", ...overWebSocket(wanted, ports) };
  return openStreams(wanted, ports, streams, { server, onEntered: (hear) => void server.on("connection", hear) });
}

/** The same within TLS; without a certificate only the way out. */
export function openWss(wanted: Binding, ports: TransportPorts): Promise<Transport> {
  return withSecurity(wanted, ports, ({ dial, door }) => {
    const streams: Streams = { dial, opening: "secureConnect", ...overWebSocket(wanted, ports) };
    return openStreams(wanted, ports, streams, door);
  });
}

function overWebSocket(
  { transport, path, origins = [] }: Binding,
  { limits }: TransportPorts,
): Pick<Streams, "framing" | "sentBy"> {
  // Nobody can connect to a client: it gives a name that cannot exist, the same for as long as it runs (section 5).
  const nowhere = `${randomBytes(6).toString("hex")}.invalid`;
  return {
    framing: (name, { port }) =>
      name === undefined
        ? WebSocketFraming.server({ path, origins }, limits.messageBytes)
        : WebSocketFraming.client({ transport, host: name, port, path: path ?? "/" }, limits.messageBytes),
    sentBy: () => nowhere,
  };
}
