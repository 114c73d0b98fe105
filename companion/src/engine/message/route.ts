import { paramOf } from "./grammar.ts";
import { readNameAddr } from "./name-addr.ts";
import { readSipUri } from "./uri.ts";

/** Where a request goes: its Request-URI, its Route lines and the URI of the next hop. */
export type Way = { readonly uri: string; readonly routes: readonly string[]; readonly nextHop: string };

/**
 * The way to a target through a route set (RFC 3261 sections 12.2.1.1 and 16.6 step 6). A first route without `lr` is a
 * strict router of RFC 2543: it becomes the Request-URI and the target goes last.
 */
export function wayThrough(routes: readonly string[], uri: string): Way {
  const [first, ...others] = routes;
  const hop = first === undefined ? undefined : readNameAddr(first)?.uri;
  if (hop === undefined) return { uri, routes: [], nextHop: uri };
  const loose = paramOf(readSipUri(hop)?.params ?? [], "lr") !== undefined;
  return loose ? { uri, routes, nextHop: hop } : { uri: hop, routes: [...others, `<${uri}>`], nextHop: hop };
}
