import { ControlError, ControlLayer, sameSecret } from "./control/control-layer.ts";
import type { ControlAddress, ControlHandle } from "./control/control-layer.ts";
import { Link } from "./control/link.ts";
import { askOverHttp, decisionOf, handlerFor } from "./control/outbound/handlers.ts";
import type { Ask, RequestHandler } from "./control/outbound/handlers.ts";
import { Undecided } from "./control/outbound/undecided.ts";
import type { Router } from "./dialog/application.ts";
import type { ControlEvent } from "./control/link.ts";
import { Routes } from "./control/routes.ts";
import type { KeepRecord } from "./dialog/call-record.ts";
import type { Core, DialogEvent } from "./dialog/core.ts";
import { DEFAULT_DIALOG_LIMITS, DialogTable } from "./dialog/dialog-table.ts";
import type { DialogLimits } from "./dialog/dialog-table.ts";
import type { Understanding } from "./dialog/understanding.ts";
import { createUserAgent } from "./dialog/user-agent.ts";
import { Proxy } from "./proxy/proxy.ts";
import type { ProxyEvent } from "./proxy/proxy.ts";
import { beforeUserAgent } from "./proxy/before-user-agent.ts";
import { DEFAULT_LIMITS } from "./message/parse.ts";
import type { ParseLimits } from "./message/parse.ts";
import { guarded } from "./fault.ts";
import { quiet } from "./quiet.ts";
import { writeHostPort } from "./message/uri.ts";
import { DEFAULT_BUDGET } from "./transaction/budget.ts";
import type { BudgetLimits } from "./transaction/budget.ts";
import { systemClock } from "./transaction/clock.ts";
import type { Clock } from "./transaction/clock.ts";
import { randomIds } from "./transaction/ids.ts";
import type { Ids } from "./transaction/ids.ts";
import { TransactionLayer } from "./transaction/transaction-layer.ts";
import type { TransactionEvent } from "./transaction/transaction-layer.ts";
import { DEFAULT_TRANSPORT_LIMITS } from "./transport/flow.ts";
import type { Binding, Flow, TransportEvent, TransportLimits } from "./transport/flow.ts";
import type { Lookup } from "./transport/dns.ts";
import { KeptFlows } from "./transport/kept-flows.ts";
import { TransportLayer } from "./transport/transport-layer.ts";

/** The version the engine names to applications; drachtio-srf sends pings from `v0.8.2` on. */
export const PROTOCOL_VERSION = "v0.9.10";

/** Something worth a log line. No event carries a secret, a number, an address of record or a message. */
export type EngineEvent =
  | TransportEvent
  | TransactionEvent
  | DialogEvent
  | ProxyEvent
  | ControlEvent
  | { readonly name: "engine.fault"; readonly reason: string };

/** An event as it is told; of very many alike only some are, and `times` says how many it stands for. */
export type ToldEvent = EngineEvent & { readonly times?: number };

/** Bounds on what the network may make the engine hold. */
export type EngineLimits = TransportLimits & ParseLimits & BudgetLimits & DialogLimits;

/** What an engine is made of. Everything but the bindings has a default. */
export type EngineOptions = {
  /** Where SIP is spoken; the first that fits is used for requests that do not ask for a transport. */
  readonly bindings: readonly Binding[];
  /** What an application must say to be served. Without it only {@link Engine.connect} is possible. */
  readonly secret?: string;
  /** Takes every event; must not throw. */
  readonly log?: (event: ToldEvent) => void;
  /** Whether an INVITE outside any dialog is taken from that IP address; others get nothing back. Default: from everybody. */
  readonly trust?: (address: string) => boolean;
  /**
   * What the applications can do: a request that needs more is refused with 420, 415 or 406. Default: every request reaches
   * them, as with a drachtio-server.
   */
  readonly understands?: Understanding;
  /** Who decides about new requests, in place of the applications that connected: drachtio's outbound mode. */
  readonly handlers?: readonly RequestHandler[];
  /** How a web server is asked. */
  readonly ask?: Ask;
  readonly limits?: Partial<EngineLimits>;
  /** Sees every message on the wire, before it is parsed and after it is written. For traces and tests. */
  readonly onWire?: (direction: "in" | "out", bytes: Buffer, flow: Flow) => void;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly lookup?: Lookup;
};

/** A running SIP stack. */
export type Engine = {
  /** The bindings, with the ports they really have. */
  readonly bindings: readonly Binding[];
  /**
   * Connects to an application that listens (`srf.listen({ server, secret })`) on a Unix socket, a named pipe or a TCP
   * port. Resolves once it has authenticated. Rejects with a {@link ControlError}.
   */
  connect(address: string | ControlAddress): Promise<ControlHandle>;
  /** Lets applications connect (`srf.connect`). Rejects with a {@link ControlError}; `secret-required` without one. */
  listen(address: ControlAddress): Promise<ControlHandle>;
  /**
   * Keeps the flow to a next hop open and says when it is dead or back (RFC 5626 section 4.4): line ends over connections,
   * pings over WebSocket, STUN over UDP. About `every` milliseconds; `changed` hears what becomes of it, and the log too.
   * Returns its stop. Throws a `KeepAliveError`.
   */
  keepAlive(uri: string, every: number, changed?: (state: "alive" | "failed") => void): () => void;
  /** How much is alive, for tests and diagnosis. */
  load(): { readonly transactions: number; readonly dialogs: number; readonly proxied: number };
  /** Closes every socket and forgets every call; may be called again. Nothing is said to the peers: the application ends its calls first. */
  stop(): Promise<void>;
};

/** Opens the bindings and starts. Rejects with a `BindError` (`code: "port-taken"`) when one cannot be opened. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const limits = limitsOf(options);
  const { ids = randomIds, onWire, trust } = options;
  const note = noteOf(options);
  const clock = guardedClock(options.clock ?? systemClock, note);
  const transactions: TransactionLayer = new TransactionLayer({
    clock,
    ids,
    limits,
    note,
    flowBack: (gone, address, name) => transports.flowBack(gone, address, name),
    ...(trust && { trusts: trust }),
  });
  const ports = {
    limits,
    note,
    inbound: guarded(
      (bytes: Buffer, flow: Flow) => transactions.receive(bytes, flow),
      (reason) => note({ name: "engine.fault", reason }),
    ),
    trace: onWire ? guarded(onWire) : () => undefined,
  };
  const locating = { lookup: options.lookup, now: () => clock.now() };
  const transports: TransportLayer = await TransportLayer.open(options.bindings, ports, locating);
  const routes = new Routes<Link>();
  const record: KeepRecord = (each) => routes.next(`cdr:${each.kind}`)?.onRecord(each);
  const core: Core = { transports, transactions, dialogs: new DialogTable(), clock, ids, record, note };
  return compose(core, transports, routes, { ...options, limits, note });
}

function noteOf({ log = () => undefined, clock = systemClock }: EngineOptions): (event: EngineEvent) => void {
  return quiet<EngineEvent>(guarded(log), () => clock.now());
}

function limitsOf({ limits }: EngineOptions): EngineLimits {
  return { ...DEFAULT_TRANSPORT_LIMITS, ...DEFAULT_LIMITS, ...DEFAULT_BUDGET, ...DEFAULT_DIALOG_LIMITS, ...limits };
}

/** The options, with every bound filled in and the log made safe. */
type Composed = EngineOptions & { readonly limits: EngineLimits; readonly note: (event: EngineEvent) => void };

/** Puts user agent and control side on top of the open transports. */
function compose(core: Core, transports: TransportLayer, routes: Routes<Link>, options: Composed): Engine {
  const { transactions, dialogs, clock, ids } = core;
  const { secret, understands, limits, note, trust = () => true } = options;
  const undecided = (handler: RequestHandler): Undecided =>
    new Undecided({
      server: () => userAgent.server,
      proxy: () => proxy,
      decide: ({ received }) => decisionOf(handler, received, options.ask ?? askOverHttp),
      connect: (address) => control.linkTo(address),
      tagged: (tag) => control.tagged(tag),
      note: (reason) => note({ name: "control.undecided", reason }),
    });
  const route: Router = (method) => {
    const handler = handlerFor(options.handlers ?? [], method);
    return handler ? undecided(handler) : routes.next(method.toLowerCase());
  };
  const userAgent = createUserAgent(core, { route, trust, understands, limits });
  const proxy = new Proxy({ ...core, isOurs: (uri) => transports.isOurs(uri), note });
  transactions.attach(beforeUserAgent(proxy, userAgent.user));
  const control = new ControlLayer({
    userAgent: () => userAgent,
    proxy: () => proxy,
    routes,
    clock,
    ids,
    admits: (given) => secret === undefined || sameSecret(given, secret),
    greeting: () => greeting(transports),
    note,
  });
  const kept = new KeptFlows({ transports, clock, note });
  return {
    bindings: transports.bindings,
    keepAlive: (uri, every, changed = () => undefined) => kept.keep(uri, every, guarded(changed)),
    connect: (address) => control.connect(typeof address === "string" ? { path: address } : address),
    listen: async (address) => {
      if (secret === undefined) throw new ControlError("secret-required");
      return control.listen(address);
    },
    load: () => ({ transactions: transactions.size, dialogs: dialogs.size, proxied: proxy.load.calls }),
    stop: once(async () => {
      kept.stop();
      await control.stop();
      userAgent.stop();
      proxy.stop();
      transactions.stop();
      await transports.stop();
    }),
  };
}

/** Stopping twice is stopping once. */
function once(stop: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  return () => (stopping ??= stop());
}

/** Every timer's callback is guarded: whatever it does, the process goes on. */
function guardedClock(clock: Clock, note: (event: EngineEvent) => void): Clock {
  const tell = (reason: string): void => note({ name: "engine.fault", reason });
  return { now: () => clock.now(), after: (ms, fire) => clock.after(ms, guarded(fire, tell)) };
}

/** `hostports|version|localHostports`: as the world sees us, then as we are bound. */
function greeting(transports: TransportLayer): string {
  const advertised = transports.bindings.map(({ transport, host, advertised: outer, port }) => {
    return `${transport}/${writeHostPort(outer ?? host, port)}`;
  });
  const local = transports.bindings.map(({ transport, host, port }) => `${transport}/${writeHostPort(host, port)}`);
  return `${advertised.join(",")}|${PROTOCOL_VERSION}|${local.join(",")}`;
}
