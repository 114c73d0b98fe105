import * as v from "valibot";
import { lookup } from "node:dns/promises";
import { createSocket } from "node:dgram";
import { isIP } from "node:net";
import type { Credentials } from "../../features/account/ports.ts";
import { RegistrationRefusal } from "../../features/account/ports.ts";
import type { SipMessage } from "../../srf/application.ts";
import { readHeader, userOf } from "../../srf/headers.ts";

/** Where the registrar is: its addresses, and the one of ours that reaches it. */
export type Registrar = Readonly<{ host: string; port: number; addresses: ReadonlySet<string>; local: string }>;

const sipPort = 5060;

/** Finds the registrar and the way to it. Rejects with `server-unreachable`. */
export async function findRegistrar({ server, domain }: Credentials): Promise<Registrar> {
  const { host, port } = splitHostPort(server === "" ? domain : server);
  try {
    const found = await lookup(host, { all: true, family: 4 });
    const first = found[0]?.address;
    if (first === undefined) throw new Error("no address");
    return {
      host,
      port,
      addresses: new Set(found.map((each) => each.address)),
      local: await localAddressTowards(first, port),
    };
  } catch (error) {
    throw new RegistrationRefusal("server-unreachable", { cause: error });
  }
}

/** `host`, `host:port`, `[v6]:port`; the port of SIP where none is given. */
export function splitHostPort(text: string): { host: string; port: number } {
  const match = /^(?:\[(?<v6>[^\]]+)\]|(?<name>[^:]+))(?::(?<port>\d{1,5}))?$/u.exec(text);
  const { v6, name, port } = match?.groups ?? {};
  return { host: v6 ?? name ?? text, port: port === undefined ? sipPort : Number(port) };
}

/** The address the system would send from: a connected UDP socket knows it without a packet. */
function localAddressTowards(address: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIP(address) === 6 ? "udp6" : "udp4");
    socket.once("error", reject);
    socket.connect(port, address, () => {
      const local = socket.address().address;
      socket.close();
      resolve(local);
    });
  });
}

/** A user part with everything escaped that does not stand for itself in a SIP URI (RFC 3261 section 25.1). */
export function escapeUser(user: string): string {
  return Array.from(new TextEncoder().encode(user), (byte) => {
    const char = String.fromCharCode(byte);
    return /[\w.!~*'()&=+$,;?/-]/u.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

const NameAddr = v.object({ name: v.optional(v.string()), uri: v.string() });

/** Who a request says it is from, as number and name; both are a stranger's words. */
export function identityOf(message: SipMessage): { number: string; name: string } {
  const header = message.has("P-Asserted-Identity") ? "P-Asserted-Identity" : "From";
  const parsed = v.safeParse(NameAddr, readHeader(message, header));
  if (!parsed.success) return { number: "", name: "" };
  return { number: shown(userOf(parsed.output.uri), 128), name: shown(unquoted(parsed.output.name ?? ""), 128) };
}

function unquoted(name: string): string {
  return name.replace(/^\s*"|"\s*$/gu, "").replace(/\\(.)/gu, "$1");
}

/** What may be shown: no control characters, no marks that turn text around, a bounded length. */
function shown(text: string, most: number): string {
  return text
    .replace(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, "")
    .trim()
    .slice(0, most);
}
