import { createSocket } from "node:dgram";
import { isIP, isIPv6 } from "node:net";
import { RegistrationRefusal, type Credentials, type Way } from "../../features/account/ports.ts";

/** What SIP messages travel in. */
export type Transport = Exclude<Credentials["transport"], "auto">;

/** One place where requests can be sent. */
export type Target = Readonly<{ transport: Transport; host: string; port: number }>;

/** Finds where a server of the account is, best first (RFC 3263). Rejects when its name has no address. */
export type Locate = (
  server: Readonly<{ host: string; port: number | undefined; transport: Credentials["transport"] }>,
) => Promise<readonly Target[]>;

/** A server of the account over one transport: the next hop of the line's requests. */
export type Hop = Way &
  Readonly<{
    uri: string;
    transport: Transport;
    /** Where its requests to us come from. */
    addresses: readonly string[];
    /** Our addresses that reach it, one for each family; at least one. */
    locals: readonly string[];
  }>;

/** All ways to the registrar in the user's order. Rejects with `RegistrationRefusal` where there is none. */
export async function findHops(credentials: Credentials, locate: Locate): Promise<readonly Hop[]> {
  const { servers, domain, transport } = credentials;
  const named = servers.length === 0 ? [domain] : servers;
  const found = await Promise.allSettled(named.map((server) => hopsOf(server, transport, locate)));
  const hops = found.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  if (hops.length > 0) return hops;
  const [failed] = found.flatMap((each): unknown[] => (each.status === "rejected" ? [each.reason] : []));
  throw new RegistrationRefusal(nobodyFound(failed), { cause: failed });
}

/** A name server that says there is no such name is there; any other failure means that we are nowhere. */
function nobodyFound(error: unknown): "server-not-found" | "network-unreachable" {
  const code = error instanceof Error && "code" in error ? error.code : "none";
  return code === "ENOTFOUND" || code === "none" ? "server-not-found" : "network-unreachable";
}

async function hopsOf(server: string, wanted: Credentials["transport"], locate: Locate): Promise<Hop[]> {
  const place = splitHostPort(server);
  const targets = await locate({ ...place, transport: wanted });
  const byTransport = Map.groupBy(targets, ({ transport }) => transport);
  return Promise.all([...byTransport].map(([transport, those]) => hopOver(server, place, transport, those, wanted)));
}

async function hopOver(
  server: string,
  { host, port }: ReturnType<typeof splitHostPort>,
  transport: Transport,
  targets: readonly Target[],
  wanted: Credentials["transport"],
): Promise<Hop> {
  const written = isIPv6(host) ? `[${host}]` : host;
  // Left out where UDP is what an address means anyway: then a large request may take a connection (RFC 3261 section 18.1.1).
  const plain = wanted === "auto" && transport === "udp" && (port !== undefined || isIP(host) !== 0);
  return {
    server,
    uri: `sip:${written}${port === undefined ? "" : `:${port}`}${plain ? "" : `;transport=${transport}`}`,
    transport,
    secure: transport === "tls" || transport === "wss",
    addresses: targets.map((target) => target.host),
    locals: await localsTowards(targets),
  };
}

/** Our address towards the first target of each family, those that lead anywhere. */
async function localsTowards(targets: readonly Target[]): Promise<string[]> {
  const families = Map.groupBy(targets, (target) => isIP(target.host));
  const tried = await Promise.allSettled([...families.values()].map(([first]) => localAddressTowards(first)));
  const locals = tried.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  if (locals.length === 0) throw Object.assign(new Error("no way to the server"), { code: "ENETUNREACH" });
  return locals;
}

/** `host`, `host:port`, `[v6]:port`, `v6`. */
export function splitHostPort(text: string): { host: string; port: number | undefined } {
  if (isIPv6(text)) return { host: text, port: undefined };
  const match = /^(?:\[(?<v6>[^\]]+)\]|(?<name>[^:]+))(?::(?<port>\d{1,5}))?$/u.exec(text);
  const { v6, name, port } = match?.groups ?? {};
  return { host: v6 ?? name ?? text, port: port === undefined ? undefined : Number(port) };
}

/** The address the system would send from: a connected UDP socket knows it without a packet. */
function localAddressTowards(target: Target | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    if (target === undefined) return reject(new Error("no target"));
    const socket = createSocket(isIPv6(target.host) ? "udp6" : "udp4");
    // A failure comes to the callback, which the declarations do not say.
    socket.connect(target.port, target.host, (error?: Error | null) => {
      const local = socket.address().address;
      socket.close();
      if (error) reject(error);
      else resolve(local);
    });
  });
}
