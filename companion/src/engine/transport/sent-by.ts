import { isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import type { Binding, OpenBinding } from "./flow.ts";

const WILDCARDS = new Set(["0.0.0.0", "::"]);
const INTERFACES_FRESH_MS = 5000;

let known: { at: number; v4: string | undefined; v6: string | undefined } | undefined;

/** Whether the address means this machine and no other. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/** Whether a socket bound to that address listens on every interface. */
export function isWildcard(host: string): boolean {
  return WILDCARDS.has(host);
}

/** A binding with the port it really has; `accepts` says whether peers can connect to it. */
export function openBinding(wanted: Binding, port: number, accepts: boolean): OpenBinding {
  return { ...wanted, port, accepts, sentByHost: (remote) => wanted.advertised ?? sentByHost(wanted.host, remote) };
}

/** The host to write in Via and Contact for a socket bound to `host`, so that `remote` can answer. */
function sentByHost(host: string, remote: string): string {
  if (!isWildcard(host)) return host;
  const v6 = isIPv6(remote);
  if (isLoopback(remote)) return v6 ? "::1" : "127.0.0.1";
  const { v4: outer4, v6: outer6 } = outerAddresses();
  return (v6 ? outer6 : outer4) ?? (v6 ? "::1" : "127.0.0.1");
}

/** A laptop changes networks: the addresses are asked for again after a few seconds. */
function outerAddresses(): { v4: string | undefined; v6: string | undefined } {
  const now = Date.now();
  if (known && now - known.at < INTERFACES_FRESH_MS) return known;
  const outer = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal && !address.address.startsWith("fe80:"));
  const first = (family: "IPv4" | "IPv6") => outer.find((address) => address.family === family)?.address;
  known = { at: now, v4: first("IPv4"), v6: first("IPv6") };
  return known;
}
