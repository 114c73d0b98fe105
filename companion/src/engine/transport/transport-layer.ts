import { isIPv6 } from "node:net";
import { paramOf } from "../message/grammar.ts";
import type { SipUri } from "../message/uri.ts";
import { BindError } from "./flow.ts";
import type { Address, Binding, Flow, OpenBinding, Transport, TransportName, TransportPorts } from "./flow.ts";
import { Resolver } from "./resolve.ts";
import type { Lookup } from "./resolve.ts";
import { isLoopback, isWildcard } from "./sent-by.ts";
import { openTcp } from "./tcp.ts";
import { openUdp } from "./udp.ts";

const OPENERS: Readonly<Record<TransportName, (binding: Binding, ports: TransportPorts) => Promise<Transport>>> = {
  udp: openUdp,
  tcp: openTcp,
};

/** Why a URI cannot be a next hop. */
export type RouteFailure = "transport-unavailable" | "own-address";

/** Where a request goes: the transport is chosen, the host perhaps still a name. */
export type NextHop = { readonly transport: Transport; readonly host: string; readonly port: number };

/** Every open binding, and the way from a URI to a flow (RFC 3261 section 18; name resolution is plain addresses). */
export class TransportLayer {
  readonly #transports: Transport[];
  readonly #resolver: Resolver;

  private constructor(transports: Transport[], resolver: Resolver) {
    this.#transports = transports;
    this.#resolver = resolver;
  }

  /** Opens all bindings or none. Rejects with the {@link BindError} of the first that failed. */
  static async open(bindings: readonly Binding[], ports: TransportPorts, lookup?: Lookup): Promise<TransportLayer> {
    const opened: Transport[] = [];
    try {
      for (const binding of bindings) opened.push(await OPENERS[binding.transport](binding, ports));
    } catch (cause) {
      await Promise.all(opened.map((transport) => transport.stop()));
      throw cause instanceof BindError ? cause : new Error("cannot open the transports", { cause });
    }
    return new TransportLayer(opened, new Resolver(lookup));
  }

  /** The bindings, with their actual ports. */
  get bindings(): readonly OpenBinding[] {
    return this.#transports.map((transport) => transport.binding);
  }

  /** Chooses transport, host and port for a next hop URI (RFC 3263 section 4.1 without NAPTR and SRV). */
  nextHop(uri: SipUri): NextHop | RouteFailure {
    const host = paramOf(uri.params, "maddr") ?? uri.host;
    const wanted = uri.scheme === "sips" ? "tls" : paramOf(uri.params, "transport")?.toLowerCase();
    const transport = this.#choose(wanted, host);
    if (!transport) return "transport-unavailable";
    const port = uri.port ?? 5060;
    return this.#isOwn(transport, host, port) ? "own-address" : { transport, host, port };
  }

  /** Whether a URI names one of the bindings (RFC 3261 section 16.4). */
  isOurs({ host, port = 5060 }: SipUri): boolean {
    return this.#transports.some((transport) => this.#isOwn(transport, host, port));
  }

  #choose(wanted: string | undefined, host: string): Transport | undefined {
    const usable = this.#transports.filter(({ binding }) => wanted === undefined || binding.transport === wanted);
    const family = usable.filter(({ binding }) => isIPv6(binding.host) === isIPv6(host));
    const reaching = family.filter(
      ({ binding }) => isWildcard(binding.host) || isLoopback(binding.host) === isLoopback(host),
    );
    const best = reaching.length > 0 ? reaching : family.length > 0 ? family : usable;
    return best.find(({ binding }) => binding.transport === "udp") ?? best[0];
  }

  #isOwn({ binding }: Transport, host: string, port: number): boolean {
    if (binding.port !== port) return false;
    return host === binding.host || host === binding.advertised || host === binding.sentByHost(host);
  }

  /** The flow to a next hop, at once when its address is known. Rejects when the host has no address. */
  flowTo(hop: NextHop): Flow | Promise<Flow> {
    const family = isIPv6(hop.transport.binding.host) ? 6 : 4;
    const known = this.#resolver.now(hop.host, family);
    const to = (host: string): Flow => hop.transport.flowTo({ host, port: hop.port });
    return known === undefined ? this.#resolver.resolve(hop.host, family).then(to) : to(known);
  }

  /** A new flow to where a peer whose connection is gone said it listens (section 18.2.2). */
  flowBack(gone: Flow, address: Address): Flow | undefined {
    const transport = this.#transports.find(({ binding }) => binding === gone.binding);
    return transport?.flowTo(address);
  }

  /** Closes everything. */
  async stop(): Promise<void> {
    await Promise.all(this.#transports.map((transport) => transport.stop()));
  }
}
