import { randomBytes, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { splitHostPort, type Locate } from "./adapters/sip/hops.ts";
import { createTrace } from "./adapters/sip/trace.ts";
import type { EngineWish, LineEngine } from "./adapters/sip/line.ts";
import { createEngine, type Engine, type EngineEvent } from "./engine/engine.ts";
import { systemLookup, type Lookup } from "./engine/transport/dns.ts";
import { BindError, DEFAULT_PORTS, type Binding, type TransportName } from "./engine/transport/flow.ts";
import { locate } from "./engine/transport/locate.ts";
import { RegistrationRefusal } from "./features/account/ports.ts";
import type { Log } from "./features/ports.ts";
import { connectSrf, EngineLinkError, openSrf } from "./srf/open.ts";

/** The port of drachtio's control protocol. */
const controlPort = 9022;
/** What an account without a wish of its own can use, best first: nobody should hear a call that can be kept secret. */
const liked: readonly TransportName[] = ["tls", "tcp", "udp"];

/** Starts the engine that a line wishes for: the embedded one, or a drachtio-server. Rejects with `RegistrationRefusal`. */
export function startLineEngine(wish: EngineWish, log: Log): Promise<LineEngine> {
  return wish.engine === "" ? startEmbedded(wish, log) : joinServer(wish);
}

/** Finds a server of the account by the system's own name servers, asked anew each time: a laptop changes networks, and them with it. */
export const locateServer: Locate = async ({ host, port, transport }) => {
  const free = transport === "auto" && port !== DEFAULT_PORTS.tls;
  const transports = transport !== "auto" ? [transport] : free ? liked : (["tls"] as const);
  if (isIP(host) !== 0) {
    const only = free ? "udp" : (transports[0] ?? "udp");
    return [{ transport: only, host, port: port ?? DEFAULT_PORTS[only] }];
  }
  const question = { host, port, transports, free, secure: false, family: 0 } as const;
  return (await locate(question, namedByNaptr(systemLookup()), Math.random)).targets;
};

/**
 * NAPTR may keep the SRV records of a transport under another name (RFC 3263 section 4.1). Our requests name the transport, so that
 * its Contact is known before; they must find them too.
 */
function namedByNaptr(lookup: Lookup): Lookup {
  const services: Readonly<Record<string, string>> = {
    "_sip._udp": "SIP+D2U",
    "_sip._tcp": "SIP+D2T",
    "_sips._tcp": "SIPS+D2T",
  };
  return {
    ...lookup,
    async srv(name) {
      const plain = await lookup.srv(name);
      const [, kind = "", host = ""] = /^(_sips?\._(?:udp|tcp))\.(.+)$/u.exec(name) ?? [];
      const service = services[kind];
      if (plain.records.length > 0 || service === undefined) return plain;
      const { records } = await lookup.naptr(host);
      const named = records.find((record) => record.service.toUpperCase() === service && record.replacement !== name);
      return named === undefined ? plain : lookup.srv(named.replacement);
    },
  };
}

async function startEmbedded(wish: EngineWish, log: Log): Promise<LineEngine> {
  const secret = randomBytes(32).toString("hex");
  const authorities = await readAuthorities(wish.authorities);
  const trace = createTrace(Date.now);
  const engine = await bind({
    bindings: wish.bindings.map((binding) => withTrustStore({ ...binding, port: 0 }, authorities)),
    secret,
    trust: wish.trust,
    lookup: namedByNaptr(systemLookup()),
    log: (event) => tell(event, log),
    onWire: (direction, bytes, flow) => trace.note(direction === "in" ? "received" : "sent", bytes, flow),
  });
  const opened = await openSrf((path) => engine.connect(path), secret);
  return {
    srf: opened.srf,
    keepAlive: (hop, every, changed) => engine.keepAlive(hop, every, changed),
    // Nobody else is at its ports.
    turnAway: () => undefined,
    onGone: () => undefined,
    heard: trace.heard,
    async stop() {
      await engine.stop();
      await opened.close();
    },
  };
}

async function bind(options: Parameters<typeof createEngine>[0]): Promise<Engine> {
  try {
    return await createEngine(options);
  } catch (error) {
    const unusable = error instanceof BindError && error.code === "certificate-unusable";
    throw new RegistrationRefusal(unusable ? "authorities-unreadable" : "port-taken", { cause: error });
  }
}

/** Whoever the computer believes, and the account's own authorities. */
function withTrustStore(binding: Binding, authorities: readonly string[]): Binding {
  if (binding.transport !== "tls" && binding.transport !== "wss") return binding;
  return { ...binding, tls: { authorities, systemAuthorities: true } };
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

async function readAuthorities(file: string): Promise<readonly string[]> {
  if (file === "") return [];
  try {
    const found = (await readFile(file, "utf8")).match(pem) ?? [];
    if (found.length === 0) throw new Error("no certificate in the file");
    // OpenSSL passes over what it cannot read: nobody would learn why the server is not believed.
    return found.map((certificate) => new X509Certificate(certificate).toString());
  } catch (error) {
    throw new RegistrationRefusal("authorities-unreadable", { cause: error });
  }
}

function tell(event: EngineEvent, log: Log): void {
  log(event.name, "reason" in event && typeof event.reason === "string" ? { reason: event.reason } : {});
}

async function joinServer({ engine, engineSecret }: EngineWish): Promise<LineEngine> {
  const { host, port = controlPort } = splitHostPort(engine.replace(/^drachtio:\/\//iu, ""));
  let hear: () => void = () => undefined;
  try {
    const opened = await connectSrf({ host, port, secret: engineSecret }, () => hear());
    return {
      srf: opened.srf,
      // Keeping flows open is the server's own business.
      keepAlive: () => () => undefined,
      // It brings callers to each of its applications in turn: the one that is about to leave would know too little of them.
      turnAway: () => opened.srf.unregisterForMessages("invite"),
      onGone: (gone) => void (hear = gone),
      heard: null,
      stop: opened.close,
    };
  } catch (error) {
    const refused = error instanceof EngineLinkError && error.code === "refused";
    throw new RegistrationRefusal(refused ? "engine-refused" : "engine-unreachable", { cause: error });
  }
}
