import { isIP, isIPv6 } from "node:net";
import { paramOf } from "../message/grammar.ts";
import type { SipUri } from "../message/uri.ts";
import { DeadTargets } from "./dead-targets.ts";
import type { Lookup } from "./dns.ts";
import { BindError, DEFAULT_PORTS } from "./flow.ts";
import type { Address, Binding, Flow, OpenBinding, Transport, TransportName, TransportPorts } from "./flow.ts";
import type { Question, Target } from "./locate.ts";
import { Locator } from "./locator.ts";
import { isLoopback, isWildcard } from "./sent-by.ts";
import { openTcp } from "./tcp.ts";
import { openTls } from "./tls.ts";
import { openUdp } from "./udp.ts";
import { openWs, openWss } from "./ws.ts";
import { wayAlong } from "./way.ts";
import type { Way } from "./way.ts";

const OPENERS: Readonly<Record<TransportName, (binding: Binding, ports: TransportPorts) => Promise<Transport>>> = {
  udp: openUdp,
  tcp: openTcp,
  tls: openTls,
  ws: openWs,
  wss: openWss,
};

/** Why a URI cannot be a next hop. */
export type RouteFailure = "transport-unavailable" | "own-address";

/** Where a request goes: the transport asked for or liked best is there, the host perhaps still a name. */
export type NextHop = {
  readonly transport: Transport;
  readonly host: string;
  readonly port: number | undefined;
  /** The transports that will do, and whether the URI left the choice to us. */
  readonly transports: readonly TransportName[];
  readonly free: boolean;
  readonly secure: boolean;
};

/** What the layer needs from around it beside the ports of its transports. */
export type LocatingPorts = { readonly lookup: Lookup | undefined; readonly now: () => number };

/** Every open binding, and the way from a URI to a flow (RFC 3261 section 18, RFC 3263). */
export class TransportLayer {
  readonly #transports: Transport[];
  readonly #locator: Locator;
  readonly #dead: DeadTargets;

  private constructor(transports: Transport[], ports: LocatingPorts) {
    this.#transports = transports;
    this.#locator = new Locator(ports);
    this.#dead = new DeadTargets(ports.now);
  }

  /** Opens all bindings or none. Rejects with the {@link BindError} of the first that failed. */
  static async open(
    bindings: readonly Binding[],
    ports: TransportPorts,
    locating: LocatingPorts,
  ): Promise<TransportLayer> {
    const opened: Transport[] = [];
    try {
      for (const binding of bindings) opened.push(await OPENERS[binding.transport](binding, ports));
    } catch (cause) {
      await Promise.all(opened.map((transport) => transport.stop()));
      throw cause instanceof BindError ? cause : new Error("cannot open the transports", { cause });
    }
    return new TransportLayer(opened, locating);
  }

  /** The bindings, with their actual ports. */
  get bindings(): readonly OpenBinding[] {
    return this.#transports.map((transport) => transport.binding);
  }

  /** Reads from a URI which transports will do and whom to look for (RFC 3263 section 4.1). */
  nextHop(uri: SipUri): NextHop | RouteFailure {
    const host = paramOf(uri.params, "maddr") ?? uri.host;
    const secure = uri.scheme === "sips";
    const written = paramOf(uri.params, "transport")?.toLowerCase();
    const wanted = wantedTransport(secure, written);
    const { port } = uri;
    const transport = wanted === "ws" ? this.#overWebSocket(host, port) : this.#choose(wanted, host);
    if (!transport) return "transport-unavailable";
    const first = transport.binding.transport;
    const own = transport.binding.accepts && this.#isOwn(transport, host, port ?? DEFAULT_PORTS[first]);
    if (own) return "own-address";
    const transports = wanted === undefined && isIP(host) === 0 ? this.#liked(first) : [first];
    return { transport, host, port, transports, free: written === undefined, secure };
  }

  /** Whether a URI names one of the bindings (RFC 3261 section 16.4). */
  isOurs({ host, port }: SipUri): boolean {
    return this.#transports.some((transport) =>
      this.#isOwn(transport, host, port ?? DEFAULT_PORTS[transport.binding.transport]),
    );
  }

  /** The way to a next hop, at once when its addresses are known. Rejects when the host has no address. */
  wayTo(hop: NextHop): Way | Promise<Way> {
    const numeric = isIP(hop.host) !== 0;
    const targets = numeric ? [numericTarget(hop)] : this.#locator.find({ ...hop, family: this.#family(hop) });
    return targets instanceof Promise ? targets.then((found) => this.#way(hop, found)) : this.#way(hop, targets);
  }

  /** A new flow to where a peer whose connection is gone said it listens (section 18.2.2). */
  flowBack(gone: Flow, address: Address, name: string): Flow | undefined {
    const transport = this.#transports.find(({ binding }) => binding === gone.binding);
    return transport?.flowTo(address, name);
  }

  /** Closes everything. */
  async stop(): Promise<void> {
    await Promise.all(this.#transports.map((transport) => transport.stop()));
  }

  #way({ transport, host, free }: NextHop, targets: readonly Target[]): Way {
    const numeric = isIP(host) !== 0;
    const open = (target: Target): Flow | undefined => {
      const chosen = numeric && target.transport === transport.binding.transport ? transport : this.#toTarget(target);
      return chosen?.flowTo(target, host);
    };
    const way = wayAlong({
      targets: this.#dead.lastly(targets),
      open,
      dead: this.#dead,
      mayWiden: free,
    });
    if (!way) throw new Error("no address of a family we speak");
    return way;
  }

  /**
   * `transport=ws` in a URI may mean either kind (RFC 7118 section 5): servers write it into the Record-Route of secure
   * connections too. The connection that is there decides, else what we have.
   */
  #overWebSocket(host: string, port: number | undefined): Transport | undefined {
    const [plain, secure] = [this.#choose("ws", host), this.#choose("wss", host)];
    return secure?.connected?.({ host, port: port ?? DEFAULT_PORTS.wss }) ? secure : (plain ?? secure);
  }

  #toTarget({ transport, host }: Target): Transport | undefined {
    return this.#choose(transport, host, true);
  }

  /** Transports of ours, the chosen one first; WebSocket only when it is asked for. */
  #liked(first: TransportName): TransportName[] {
    const others = this.#transports.filter((transport) => !isWebSocket(transport));
    return [...new Set([first, ...others.map(({ binding }) => binding.transport)])];
  }

  #family({ transports }: NextHop): Question["family"] {
    const families = this.#transports
      .filter(({ binding }) => transports.includes(binding.transport))
      .map(({ binding }) => (isIPv6(binding.host) ? 6 : 4));
    return new Set(families).size === 2 ? 0 : (families[0] ?? 4);
  }

  /** The binding for a transport (any, when none is wanted) that reaches a host; with `exact` of the host's family only. */
  #choose(wanted: string | undefined, host: string, exact = false): Transport | undefined {
    const usable = this.#transports.filter(({ binding }) => wanted === undefined || binding.transport === wanted);
    const family = usable.filter(({ binding }) => isIPv6(binding.host) === isIPv6(host));
    const reaching = family.filter(
      ({ binding }) => isWildcard(binding.host) || isLoopback(binding.host) === isLoopback(host),
    );
    const best = reaching.length > 0 ? reaching : family.length > 0 || exact ? family : usable;
    const liked = best.find(({ binding }) => binding.transport === "udp") ?? best.find((each) => !isWebSocket(each));
    return liked ?? best[0];
  }

  #isOwn({ binding }: Transport, host: string, port: number): boolean {
    if (binding.port !== port) return false;
    return host === binding.host || host === binding.advertised || host === binding.sentByHost(host);
  }
}

/** `sips` over anything but WebSocket is TLS, over WebSocket the secure one (RFC 3261 section 26.2.2, RFC 7118 section 5). */
function wantedTransport(secure: boolean, written: string | undefined): string | undefined {
  if (!secure) return written;
  return written === "ws" || written === "wss" ? "wss" : "tls";
}

function isWebSocket({ binding }: Transport): boolean {
  return binding.transport === "ws" || binding.transport === "wss";
}

function numericTarget({ transport: { binding }, host, port }: NextHop): Target {
  return { transport: binding.transport, host, port: port ?? DEFAULT_PORTS[binding.transport] };
}
