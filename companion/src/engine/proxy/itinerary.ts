import { paramOf } from "../message/grammar.ts";
import type { SipRequest } from "../message/message.ts";
import { readNameAddrs, writeNameAddr } from "../message/name-addr.ts";
import { readSipUri } from "../message/uri.ts";
import type { SipUri } from "../message/uri.ts";

/** Whether a URI names one of our own bindings. */
export type IsOurs = (uri: SipUri) => boolean;

/** Where a request is meant to go: its Request-URI, and the Routes that still lie before it. */
export type Itinerary = {
  readonly uri: string;
  readonly routes: readonly string[];
  /** Whether it came here because a Route said so. */
  readonly cameByRoute: boolean;
};

/** Takes our own entries off the way of a request (RFC 3261 section 16.4); undefined when its Routes are malformed. */
export function itineraryOf(request: SipRequest, isOurs: IsOurs): Itinerary | undefined {
  const values = readNameAddrs(request.headers.all("Route"));
  if (!values) return undefined;
  const routes = values.map(({ uri }) => uri);
  let { uri } = request;
  // A strict router before us put our Record-Route into the Request-URI, and the target last.
  const strict = isOurRoute(uri, isOurs);
  if (strict) uri = routes.pop() ?? uri;
  const foreign = routes.findIndex((route) => !isOurRoute(route, isOurs));
  const passed = foreign === -1 ? routes.length : foreign;
  const remaining = values.slice(passed, routes.length).map((route) => writeNameAddr(route));
  return { uri, routes: remaining, cameByRoute: strict || passed > 0 };
}

function isOurRoute(uri: string, isOurs: IsOurs): boolean {
  const parsed = readSipUri(uri);
  return parsed !== undefined && paramOf(parsed.params, "lr") !== undefined && isOurs(parsed);
}
