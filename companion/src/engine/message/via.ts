import { paramOf, readParams, splitList, writeParams } from "./grammar.ts";
import type { Params } from "./grammar.ts";
import type { Headers } from "./message.ts";
import { readHostPort, writeHostPort } from "./uri.ts";

/** One Via value (RFC 3261 section 20.42). `transport` is upper case. */
export type Via = {
  readonly transport: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly params: Params;
};

/** Reads one Via value, or undefined. */
export function readVia(text: string): Via | undefined {
  const match = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z-]{1,16})\s+/i.exec(text);
  if (!match?.[1]) return undefined;
  const rest = text.slice(match[0].length);
  const semicolon = rest.indexOf(";");
  const hostport = readHostPort((semicolon === -1 ? rest : rest.slice(0, semicolon)).replaceAll(/\s/g, ""));
  const params = semicolon === -1 ? [] : readParams(rest.slice(semicolon));
  return hostport && params ? { transport: match[1].toUpperCase(), ...hostport, params } : undefined;
}

/** The first value of the first Via line, and what follows it on that line (Via may be a list, section 7.3.1). */
export function topVia(line: string): { via: Via; rest: string } | undefined {
  const [first = "", ...others] = line.includes(",") ? (splitList(line) ?? []) : [line];
  const via = readVia(first);
  return via && { via, rest: others.join(", ") };
}

/** How many servers a message has passed and still has to pass back: one Via value for each. */
export function viaCount(headers: Headers): number {
  let count = 0;
  for (const line of headers.all("Via")) count += line.includes(",") ? (splitList(line)?.length ?? 1) : 1;
  return count;
}

/** Writes a Via value. */
export function writeVia(via: Via): string {
  return `SIP/2.0/${via.transport} ${writeHostPort(via.host, via.port)}${writeParams(via.params)}`;
}

/** What a server adds to the top Via: `received` when the address differs (section 18.2.1), always `rport` (RFC 3581). */
export function stampVia(via: Via, remote: { readonly host: string; readonly port: number }): Via {
  const params: Array<readonly [string, string | undefined]> = [];
  let stamped = false;
  for (const param of via.params) {
    if (param[0] === "received") continue;
    if (param[0] === "rport") stamped = true;
    params.push(param[0] === "rport" ? ["rport", String(remote.port)] : param);
  }
  if (!stamped) params.push(["rport", String(remote.port)]);
  if (via.host !== remote.host) params.push(["received", remote.host]);
  return { ...via, params };
}

/** A branch that begins with it is unique; before RFC 3261 it was not (section 8.1.1.7). */
export const MAGIC_COOKIE = "z9hG4bK";

/** The branch parameter, "" when there is none. */
export function branchOf(via: Via): string {
  return paramOf(via.params, "branch") ?? "";
}

const USUAL_PORTS: ReadonlyMap<string, number> = new Map([
  ["TLS", 5061],
  ["WS", 80],
  ["WSS", 443],
]);

/** The `sent-by` in a comparable form: lower case, with the default port written. */
export function sentByOf(via: Via): string {
  return `${via.host.toLowerCase()}:${via.port ?? USUAL_PORTS.get(via.transport) ?? 5060}`;
}
