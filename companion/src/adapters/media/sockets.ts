import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { once } from "node:events";

/** A pair of UDP sockets: RTP on an even port, RTCP on the next (RFC 3550 section 11). */
export type SocketPair = Readonly<{
  port: number;
  onRtp: (take: (bytes: Uint8Array, from: RemoteInfo) => void) => void;
  onRtcp: (take: (bytes: Uint8Array, from: RemoteInfo) => void) => void;
  sendRtp: (bytes: Uint8Array, port: number, address: string) => void;
  sendRtcp: (bytes: Uint8Array, port: number, address: string) => void;
  close: () => void;
}>;

/** Inclusive. */
export type PortRange = Readonly<{ from: number; to: number }>;

/** Opens pairs on the address a call needs, each on a port that has rested longest so that a late packet of an old call finds nobody. */
export function createSockets(range: PortRange): (address: string) => Promise<SocketPair> {
  const first = range.from + (range.from % 2);
  const count = Math.floor((range.to - first + 1) / 2);
  let turn = Math.floor(Math.random() * count);
  return async (address) => {
    for (let attempt = 0; attempt < count; attempt += 1) {
      const port = first + (turn % count) * 2;
      turn += 1;
      const pair = await openPair(address, port);
      if (pair !== null) return pair;
    }
    throw new Error("every RTP port is in use");
  };
}

async function openPair(address: string, port: number): Promise<SocketPair | null> {
  const rtp = await bind(address, port);
  if (rtp === null) return null;
  const rtcp = await bind(address, port + 1);
  if (rtcp === null) {
    rtp.close();
    return null;
  }
  return {
    port,
    onRtp: (take) => rtp.on("message", take),
    onRtcp: (take) => rtcp.on("message", take),
    sendRtp: sendThrough(rtp),
    sendRtcp: sendThrough(rtcp),
    close: () => {
      rtp.close();
      rtcp.close();
    },
  };
}

/** Null where the port is taken. */
async function bind(address: string, port: number): Promise<Socket | null> {
  const socket = createSocket({ type: isIPv6(address) ? "udp6" : "udp4" });
  try {
    socket.bind({ address, port, exclusive: true });
    await once(socket, "listening");
    // A packet that cannot leave is a lost packet, as on every network.
    socket.on("error", () => {});
    return socket;
  } catch (error) {
    socket.close();
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return null;
    throw error;
  }
}

function sendThrough(socket: Socket): SocketPair["sendRtp"] {
  return (bytes, port, address) => {
    socket.send(bytes, port, address, () => {});
  };
}
