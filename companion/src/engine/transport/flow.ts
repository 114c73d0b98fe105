import { guarded } from "../fault.ts";

/** Transports a binding can have. Others join this union with the file that implements them. */
export type TransportName = "udp" | "tcp" | "tls" | "ws" | "wss";

/** The port where a URI names none (RFC 3261 section 19.1.2; RFC 7118 leaves WebSocket those of HTTP). */
export const DEFAULT_PORTS: Readonly<Record<TransportName, number>> = {
  udp: 5060,
  tcp: 5060,
  tls: 5061,
  ws: 80,
  wss: 443,
};

/** An address on the network: an IP literal without brackets, and a port. */
export type Address = { readonly host: string; readonly port: number };

/**
 * Where the engine listens. Port 0 takes any free one; `advertised` replaces the host in Via and Contact. `tls` belongs to
 * `tls` and `wss`, which without a certificate in it only call out. `path` is the WebSocket resource: asked for as client ("/"
 * unless given), the only one served as server (any unless given); `origins` are the sites whose pages may connect.
 */
export type Binding = {
  readonly transport: TransportName;
  readonly host: string;
  readonly port: number;
  readonly advertised?: string;
  readonly tls?: TlsSettings;
  readonly path?: string;
  readonly origins?: readonly string[];
};

/** Certificates of a binding and whom it believes. Everything is PEM. */
export type TlsSettings = {
  /** Shown to whoever connects, and to servers that ask for one. */
  readonly certificate?: { readonly chain: string; readonly key: string };
  /** Authorities believed beside the built-in ones. */
  readonly authorities?: readonly string[];
  /** Also believe what this machine's own store believes; reading it takes up to half a second. */
  readonly systemAuthorities?: boolean;
  /** Whether whoever connects must show a certificate of a believed authority. */
  readonly clientsMustProve?: boolean;
  /** Takes every certificate: whoever can redirect traffic can listen in. For a first test of a server only. */
  readonly insecure?: boolean;
};

/** A binding that is open, with its actual port. */
export type OpenBinding = Binding & {
  readonly sentByHost: (remote: string) => string;
  /** Whether peers can connect to it: not without a certificate where one is needed. */
  readonly accepts: boolean;
};

/**
 * A way to one remote address over one transport: a connection, or a datagram socket and where to send.
 * Responses go back on the flow the request came by (RFC 3261 section 18.2.2).
 */
export type Flow = {
  readonly transport: TransportName;
  /** Whether the transport retransmits by itself: the timers of section 17 depend on it. */
  readonly reliable: boolean;
  readonly binding: OpenBinding;
  readonly local: Address;
  readonly remote: Address;
  /** What stands in Via and Contact where that is not the local address: a WebSocket client has none (RFC 7118 section 5). */
  readonly sentBy?: string;
  /** Sends one whole message. `failed` is called, later and at most once, when it certainly did not arrive. */
  send(bytes: Buffer, failed?: (cause: Error) => void): void;
  /** Calls `closed` when the connection is gone, unless the returned function is called before; datagrams have none. */
  watch?(closed: (cause: Error) => void): () => void;
  /** Asks whether anybody listens at the other end; only datagrams need it. `refused` is called when nobody does. */
  verify?(refused: () => void): void;
  /**
   * Sends a keep-alive: line ends, a WebSocket ping, a STUN question. `answered` is called once a peer that knows them
   * answers, over datagrams with our address as it sees it, unless the returned function is called before.
   */
  probe?(answered: (mapped?: Address) => void): () => void;
  /**
   * The peer says that requests to it may use this connection (`alias` in its Via, RFC 5923): they will, when its
   * certificate speaks for the name it goes by. Only TLS peers that proved who they are can ask for it.
   */
  alias?(name: string, port: number): void;
  /** Hangs up: the next request to that address opens another connection. */
  close?(): void;
};

/** What came in on a flow: one whole message (framing is done), not yet parsed. */
export type Inbound = (bytes: Buffer, flow: Flow) => void;

/** What an open transport offers to the layer above. */
export type Transport = {
  readonly binding: OpenBinding;
  /**
   * A flow to that address, an existing connection when there is one. Never throws: failures reach `Flow.send`. `name` is
   * what the caller asked for before any lookup: the peer's certificate must have it (RFC 5922).
   */
  flowTo(remote: Address, name: string): Flow;
  /** Whether a connection to that address is open, in either direction; datagrams have none. */
  connected?(remote: Address): boolean;
  /** Closes every socket; resolves when all are closed. */
  stop(): Promise<void>;
};

/** What happened in the transport that is worth a log line; never a message body or an address of record. */
export type TransportEvent =
  | { readonly name: "transport.refused"; readonly reason: string; readonly transport: TransportName }
  | { readonly name: "transport.failed"; readonly reason: string; readonly transport: TransportName }
  | { readonly name: "transport.fault"; readonly reason: string }
  /** A flow that is kept alive is dead, or back; `peer` is the next hop as host and port. */
  | { readonly name: "flow.failed" | "flow.recovered"; readonly peer: string; readonly transport: TransportName };

/** What a transport is opened with. */
export type TransportPorts = {
  readonly inbound: Inbound;
  readonly limits: TransportLimits;
  readonly note: (event: TransportEvent) => void;
  readonly trace: (direction: "in" | "out", bytes: Buffer, flow: Flow) => void;
};

/** Bounds on what the network may make the engine hold. Times in milliseconds, sizes in bytes. */
export type TransportLimits = {
  readonly messageBytes: number;
  /** Connections of one binding, and how many of them may come from one address. */
  readonly connections: number;
  readonly connectionsPerPeer: number;
  readonly headerTimeout: number;
  readonly handshakeTimeout: number;
  readonly idleTimeout: number;
  readonly connectTimeout: number;
};

/**
 * 64 KiB messages; 2048 connections, 256 from one address; ten seconds for a message to be complete, five for the handshake
 * of one who connects and for our own connecting; ten idle minutes.
 */
export const DEFAULT_TRANSPORT_LIMITS: TransportLimits = {
  messageBytes: 64 * 1024,
  connections: 2048,
  connectionsPerPeer: 256,
  headerTimeout: 10_000,
  handshakeTimeout: 5000,
  idleTimeout: 600_000,
  connectTimeout: 5000,
};

/** Tells a sender that its message did not arrive; what the sender throws about it stays here. */
export function tellFailed(
  failed: ((cause: Error) => void) | undefined,
  cause: Error,
  { note }: Pick<TransportPorts, "note">,
): void {
  if (failed) guarded(failed, (reason) => note({ name: "transport.fault", reason }))(cause);
}

/**
 * A binding could not be opened: `port-taken`, `certificate-unusable` when certificate, key or authorities cannot be read, or
 * `bind-failed` for an address this machine does not have.
 */
export class BindError extends Error {
  readonly code: "port-taken" | "bind-failed" | "certificate-unusable";

  constructor(binding: Binding, cause: unknown, code?: BindError["code"]) {
    const taken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    super(`cannot listen on ${binding.transport}/${binding.host}:${binding.port}`, { cause });
    this.name = "BindError";
    this.code = code ?? (taken ? "port-taken" : "bind-failed");
  }
}
