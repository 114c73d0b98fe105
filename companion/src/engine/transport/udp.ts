import { createSocket } from "node:dgram";
import type { RemoteInfo, Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { guarded } from "../fault.ts";
import { BindError, tellFailed } from "./flow.ts";
import type { Address, Binding, Flow, OpenBinding, Transport, TransportPorts } from "./flow.ts";
import { openBinding } from "./sent-by.ts";
import { looksLikeStun } from "./stun.ts";
import { StunFlows } from "./stun-flows.ts";

const PROBE_MS = 300;
const RECEIVE_BUFFER = 4 * 1024 * 1024;
const KEEP_ALIVE = Buffer.from("\r\n\r\n");
/** A datagram that holds nothing but line ends is a keep-alive (RFC 5626 section 3.5.1). */
const SMALLEST_MESSAGE = 20;

/** Opens a UDP socket. Rejects with a {@link BindError}. */
export async function openUdp(wanted: Binding, ports: TransportPorts): Promise<Transport> {
  const family = isIPv6(wanted.host) ? 6 : 4;
  // Names were resolved before: without this, every datagram would wait a turn for the answer that an address is itself.
  const lookup = (host: string, _options: unknown, found: (error: null, host: string, family: number) => void): void =>
    found(null, host, family);
  const socket = createSocket(family === 6 ? { type: "udp6", ipv6Only: true, lookup } : { type: "udp4", lookup });
  const port = await bind(socket, wanted);
  const binding = openBinding(wanted, port, true);
  const probes: Probes = new Map();
  const stun = new StunFlows((bytes, to) => socket.send(bytes, to.port, to.host, () => undefined));
  const parts: UdpParts = { socket, binding, ports, probes, stun };
  const flowTo = (remote: Address): Flow => new UdpFlow(parts, remote);
  socket.on("error", (cause) => {
    ports.note({ name: "transport.failed", reason: cause.message, transport: "udp" });
  });
  const take = (bytes: Buffer, { address, port: from }: RemoteInfo): void => {
    const remote = { host: address, port: from };
    if (looksLikeStun(bytes)) return stun.receive(bytes, remote);
    const flow = flowTo(remote);
    ports.trace("in", bytes, flow);
    if (bytes.length >= SMALLEST_MESSAGE && bytes.length <= ports.limits.messageBytes) ports.inbound(bytes, flow);
    return undefined;
  };
  socket.on(
    "message",
    guarded(take, (reason) => ports.note({ name: "transport.fault", reason })),
  );
  const end = (): Promise<void> => {
    stun.stop();
    return stop(socket, probes);
  };
  return { binding, flowTo, stop: end };
}

function bind(socket: Socket, wanted: Binding): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once("error", (cause) => {
      socket.close();
      reject(new BindError(wanted, cause));
    });
    socket.bind({ address: wanted.host, port: wanted.port, exclusive: true }, () => {
      socket.removeAllListeners("error");
      widen(socket);
      resolve(socket.address().port);
    });
  });
}

/** The kernel's default buffer holds a few hundred messages; a burst of calls needs more, and gets what is allowed. */
function widen(socket: Socket): void {
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER);
  } catch {
    // Some systems refuse where others give less: the default then has to do.
  }
}

/** What the flows of one socket share. */
type UdpParts = {
  readonly socket: Socket;
  readonly binding: OpenBinding;
  readonly ports: TransportPorts;
  readonly probes: Probes;
  readonly stun: StunFlows;
};

/** Where to send over a datagram socket. There is one for every datagram that came, so it holds next to nothing. */
class UdpFlow implements Flow {
  readonly transport = "udp";
  readonly reliable = false;
  readonly remote: Address;
  readonly #parts: UdpParts;

  constructor(parts: UdpParts, remote: Address) {
    this.#parts = parts;
    this.remote = remote;
  }

  get binding(): OpenBinding {
    return this.#parts.binding;
  }

  get local(): Address {
    return { host: this.binding.sentByHost(this.remote.host), port: this.binding.port };
  }

  send(bytes: Buffer, failed?: (cause: Error) => void): void {
    const { socket, ports } = this.#parts;
    ports.trace("out", bytes, this);
    try {
      socket.send(bytes, this.remote.port, this.remote.host, (cause) => {
        if (cause) tellFailed(failed, cause, ports);
      });
    } catch (cause) {
      queueMicrotask(() => tellFailed(failed, cause as Error, ports));
    }
  }

  probe(answered: Parameters<NonNullable<Flow["probe"]>>[0]): ReturnType<NonNullable<Flow["probe"]>> {
    return this.#parts.stun.ask(this.remote, answered);
  }

  verify(refused: () => void): void {
    const { probes, ports } = this.#parts;
    knock(this.remote, probes, () => tellFailed(refused, new Error("port unreachable"), ports));
  }
}

/** A question whether anybody listens, and who wants to know when nobody does. */
type Probe = { readonly socket: Socket; readonly refused: Array<() => void> };
type Probes = Map<string, Probe>;

/**
 * Port unreachable is only told to a connected socket, and connecting the bound one would shut out everybody else:
 * a socket of its own sends one keep-alive and waits for the refusal. Done once a request stays unanswered, so that
 * peers that answer never see it; one question serves all requests to a peer, which may be thousands when it is busy.
 */
function knock(remote: Address, probes: Probes, refused: () => void): void {
  const key = `${remote.host} ${remote.port}`;
  const asked = probes.get(key);
  if (asked) return void asked.refused.push(refused);
  const probe: Probe = { socket: createSocket(isIPv6(remote.host) ? "udp6" : "udp4"), refused: [refused] };
  probes.set(key, probe);
  const timer = setTimeout(() => end(), PROBE_MS);
  const end = (): void => {
    clearTimeout(timer);
    if (probes.get(key) !== probe) return;
    probes.delete(key);
    probe.socket.close();
  };
  probe.socket.on("error", (cause) => {
    const open = probes.get(key) === probe;
    end();
    if (open && "code" in cause && cause.code === "ECONNREFUSED") for (const tell of probe.refused) tell();
  });
  // Where no way leads there, that comes to the callback and not as an event.
  const ask = (cause?: Error | null): void => (cause ? end() : probe.socket.send(KEEP_ALIVE));
  return probe.socket.connect(remote.port, remote.host, ask);
}

async function stop(socket: Socket, probes: Probes): Promise<void> {
  const open = [...probes.values()];
  probes.clear();
  for (const probe of open) probe.socket.close();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
}
