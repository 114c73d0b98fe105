import { escapeUser } from "@twp/shared/dialling/sip-uri.ts";
import { RegistrationRefusal, type Credentials, type OpenLine } from "../../features/account/ports.ts";
import type { Caller, Leg, LegNews, Line } from "../../features/calls/ports.ts";
import type { Heard } from "../../features/doctor/ports.ts";
import type { Courier } from "../../features/messages/ports.ts";
import type { Mailbox } from "../../features/voice-mail/ports.ts";
import type { Clock, Log } from "../../features/ports.ts";
import type { Responder, SipRequest, Srf } from "../../srf/application.ts";
import { quoted } from "../../srf/headers.ts";
import { Wallet } from "../../srf/wallet.ts";
import { createCensus, type Census } from "./census.ts";
import { findHops, type Hop, type Locate, type Transport } from "./hops.ts";
import { takeCaller } from "./incoming.ts";
import { createCourier } from "./messages.ts";
import { keepFlow } from "./kept-flow.ts";
import { dialOut } from "./outgoing.ts";
import { askingOf, createSubscriptions } from "./subscriptions.ts";
import { createRegistration } from "./registration.ts";

/** Where a line's engine speaks SIP, and whom it believes. */
export type EngineWish = Readonly<{
  bindings: readonly Readonly<{ transport: Transport; host: string }>[];
  /** May that address call us? */
  trust: (address: string) => boolean;
}> &
  Pick<Credentials, "authorities" | "engine" | "engineSecret">;

/** A SIP engine that serves one line. */
export type LineEngine = Readonly<{
  srf: Srf;
  /** Keeps the flow to a next hop open, asking about every so many milliseconds; says when it failed and when it is back. Returns its stop. */
  keepAlive: (hop: string, every: number, changed: (state: "alive" | "failed") => void) => () => void;
  /** Leaves new callers to whoever else serves the line; the calls that are there go on. */
  turnAway: () => void;
  /** Hears when the engine itself is gone, where it is a process of its own. */
  onGone: (gone: () => void) => void;
  /** What was said on the wire; null where another program speaks. */
  heard: Heard | null;
  stop: () => Promise<void>;
}>;

/** What every request of one line has in common. */
export type LineContext = Readonly<{
  srf: Srf;
  credentials: Credentials;
  /** Answers the challenges of the account's servers. */
  wallet: Wallet;
  /** The next hop in use. */
  hop: () => Hop;
  from: string;
  userAgent: string;
  log: Log;
}>;

export type LinePorts = Readonly<{
  /** Rejects with `RegistrationRefusal`. */
  startEngine: (wish: EngineWish) => Promise<LineEngine>;
  locate: Locate;
  newId: () => string;
  /** Between 0 and 1. */
  chance: () => number;
  clock: Clock;
  userAgent: string;
  log: Log;
}>;

/** What this telephone understands (RFC 3261 section 20.5). */
export const allowed = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE, NOTIFY, PRACK, REFER, UPDATE";
/** What it knows beyond RFC 3261 (section 20.37). */
export const supported = "timer, 100rel, replaces";
/** What was said last may still be on its way when the last call of a retired line is over, in milliseconds. */
const farewell = 1000;

/** Everything a line does for the features. */
type OpenedLine = OpenLine & Line & Mailbox & Courier;

/** Opens the line towards the account's registrar. Rejects with `RegistrationRefusal`. */
export async function openLine(credentials: Credentials, ports: LinePorts): Promise<OpenedLine> {
  const hops = createHops(await findHops(credentials, ports.locate), credentials, ports.locate);
  const { authorities, engine: where, engineSecret } = credentials;
  const wish = { bindings: bindingsOf(hops.all), trust: hops.trust, authorities, engine: where, engineSecret };
  const engine = await ports.startEngine(wish);
  const context = contextOf(engine.srf, credentials, hops.current, ports);
  const registration = createRegistration(context, ports.newId());
  const subscriptions = createSubscriptions(context, ports, hops.trust);
  const [census, flow] = [createCensus(), keepFlow(engine)];
  let gone = false;
  let asked = false;
  let listener: ((caller: Caller) => (news: LegNews) => void) | null = null;
  engine.srf.invite((request, response) => {
    // The embedded engine shows no stranger; a drachtio-server shows everybody.
    if (!hops.trust(request.source_address)) return response.send(403);
    takeCaller(request, response, context, () => listener && counted(census, listener));
  });
  engine.srf.options(sayWhatWeUnderstand);
  const leave = (): Promise<void> => {
    flow.stop();
    // A line that was left before it ever asked has no binding to take back.
    return inTime([subscriptions.stop(), ...(asked ? [registration.unregister(hops.current())] : [])]);
  };
  return {
    ...createCourier(context, askingOf(context), hops.trust),
    ways: hops.all,
    heard: engine.heard,
    watch: subscriptions.watch,
    get local() {
      return hops.current().locals[0] ?? "";
    },
    get secure() {
      return hops.current().secure;
    },
    async register(way, hasty) {
      const hop = hops.at(way);
      asked = true;
      const seconds = await registration.register(hop, hasty);
      hops.use(hop);
      flow.keep(hop.uri);
      subscriptions.messages.registered(hop);
      return seconds;
    },
    onFlow(changed) {
      flow.onChange(changed);
      engine.onGone(() => {
        gone = true;
        changed();
      });
    },
    moved: async () => gone || hops.moved(),
    dial: (target, offer, news, occasion) =>
      countedLeg(census, news, (tell) => dialOut(context, target, offer, tell, occasion)),
    onSummary: subscriptions.messages.hear,
    onCaller: (hear) => void (listener = hear),
    close: () => leave().then(() => engine.stop()),
    retire() {
      engine.turnAway();
      void leave().then(() => census.onceEmpty(() => void after(farewell).then(() => engine.stop())));
    },
  };
}

function sayWhatWeUnderstand(_request: SipRequest, response: Responder): void {
  response.send(200, { headers: { Allow: allowed, Accept: "application/sdp" } });
}

/** Waits for what is said last, but not for ever. */
async function inTime(goodbyes: readonly Promise<void>[]): Promise<void> {
  await Promise.race([Promise.all(goodbyes), after(farewell)]);
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());
}

/** The ways of a line, the one in use, and who may call by them. */
function createHops(all: readonly Hop[], credentials: Credentials, locate: Locate) {
  const trusted = new Set(all.flatMap(({ addresses }) => addresses));
  let current = all[0];
  const at = (way: number): Hop => {
    const hop = all[way];
    if (hop === undefined) throw new RegistrationRefusal("server-unreachable");
    return hop;
  };
  return {
    all,
    at,
    current: () => current ?? at(0),
    use: (hop: Hop): void => void (current = hop),
    /** An IPv6 address may stand in brackets. */
    trust: (address: string): boolean => trusted.has(address.replace(/^\[|\]$/gu, "")),
    /** Looks the servers up anew; their addresses may have changed, which moves nothing. */
    async moved(): Promise<boolean> {
      const found = await findHops(credentials, locate).catch(() => []);
      for (const { addresses } of found) for (const address of addresses) trusted.add(address);
      const [before, now] = [standing(all), standing(found)];
      return [...now].some((each) => !before.has(each));
    },
  };
}

/** Everything about the ways that a line is bound to. */
function standing(hops: readonly Hop[]): ReadonlySet<string> {
  return new Set(hops.flatMap(({ uri, locals }) => locals.map((local) => `${uri} ${local}`)));
}

function bindingsOf(hops: readonly Hop[]): EngineWish["bindings"] {
  const wanted = hops.flatMap(({ uri, transport, locals }) =>
    transportsFor(uri, transport).flatMap((each) => locals.map((host) => ({ transport: each, host }))),
  );
  return [...new Map(wanted.map((binding) => [`${binding.transport} ${binding.host}`, binding])).values()];
}

/** Where the URI leaves the transport open, a request too large for a datagram needs a connection. */
function transportsFor(uri: string, transport: Transport): readonly Transport[] {
  return uri.includes(";transport=") ? [transport] : [transport, "tcp"];
}

function counted(census: Census, hear: (caller: Caller) => (news: LegNews) => void) {
  return (caller: Caller): ((news: LegNews) => void) => {
    let news: (news: LegNews) => void = () => undefined;
    const over = census.begin();
    const refuse: Caller["refuse"] = (status) => {
      caller.refuse(status);
      over();
    };
    const forward: Caller["forward"] = (target) => {
      caller.forward(target);
      over();
    };
    news = hear({ ...caller, ...ending(caller, over), refuse, forward });
    return (told) => {
      news(told);
      if (told.type === "ended") over();
    };
  };
}

function countedLeg(census: Census, news: (news: LegNews) => void, begin: (tell: typeof news) => Leg): Leg {
  const over = census.begin();
  const leg = begin((told) => {
    news(told);
    if (told.type === "ended") over();
  });
  return { ...leg, ...ending(leg, over) };
}

function ending(leg: Leg, over: () => void): Pick<Leg, "hangUp"> {
  return {
    hangUp(because) {
      leg.hangUp(because);
      over();
    },
  };
}

function contextOf(srf: Srf, credentials: Credentials, hop: () => Hop, ports: LinePorts): LineContext {
  const { user, domain, displayName } = credentials;
  const address = `sip:${escapeUser(user)}@${domain}`;
  return {
    srf,
    credentials,
    wallet: new Wallet(user, credentials.password, ports.newId),
    hop,
    from: displayName === "" ? `<${address}>` : `${quoted(displayName)} <${address}>`,
    userAgent: ports.userAgent,
    log: ports.log,
  };
}

/** Where we are reached by that hop. The engine puts its own address in the place of `localhost`. */
export function contactOf({ credentials }: LineContext, { transport }: Hop): string {
  // Both kinds of WebSocket are `ws` in a URI (RFC 7118 section 5).
  const name = transport === "wss" ? "ws" : transport;
  return `<sip:${escapeUser(credentials.user)}@localhost${name === "udp" ? "" : `;transport=${name}`}>`;
}
