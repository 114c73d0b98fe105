import type { SipRequest } from "../message/message.ts";
import { readNameAddr } from "../message/name-addr.ts";
import { readSipUri } from "../message/uri.ts";
import { FlowError } from "../transport/flow-error.ts";
import { DEFAULT_PORTS } from "../transport/flow.ts";
import type { Flow } from "../transport/flow.ts";
import type { NextHop, RouteFailure } from "../transport/transport-layer.ts";
import type { Way } from "../transport/way.ts";
import { reasonOf } from "../fault.ts";
import { refused } from "./application.ts";
import type { NotSent } from "./application.ts";
import type { Core } from "./core.ts";

const ROUTE_FAILURES: Readonly<Record<RouteFailure, string>> = {
  "transport-unavailable": "requested protocol/transport not available",
  "own-address": "can not send request to myself",
};

/** A value that is there at once, or, when a name must be looked up first, later. */
export type Soon<Value> = Value | Promise<Value>;

/** Applies a function to a value that may have to be waited for, without waiting when it is there. */
export function whenReady<Value, Result>(value: Soon<Value>, then: (value: Value) => Result): Soon<Result> {
  return value instanceof Promise ? value.then(then) : then(value);
}

/** For what nobody waits for: a fault on the way is noted and ends there. */
export function detached(core: Pick<Core, "note">, value: Soon<unknown>): void {
  if (value instanceof Promise) value.catch((fault) => core.note({ name: "dialog.fault", reason: reasonOf(fault) }));
}

/** The way to the next hop a URI names, or the refusal in the words of the control protocol. */
export function wayToUri(core: Pick<Core, "transports">, uri: string, forRequestLine: string): Soon<Way | NotSent> {
  const parsed = readSipUri(uri.includes("<") ? (readNameAddr(uri)?.uri ?? "") : uri);
  if (!parsed) return refused(`invalid request-uri: ${forRequestLine}`);
  const hop = core.transports.nextHop(parsed);
  if (typeof hop === "string") return refused(ROUTE_FAILURES[hop]);
  const way = core.transports.wayTo(hop);
  return way instanceof Promise ? way.catch(() => ({ flow: unreachable(hop), next: () => undefined })) : way;
}

/** A host without an address: whatever is sent there fails, so that its transaction answers 503 (section 8.1.3.1). */
function unreachable(hop: NextHop): Flow {
  const { binding } = hop.transport;
  return {
    transport: binding.transport,
    reliable: binding.transport !== "udp",
    binding,
    local: { host: binding.sentByHost(hop.host), port: binding.port },
    remote: { host: hop.host, port: hop.port ?? DEFAULT_PORTS[binding.transport] },
    send: (_bytes, failed) => void setImmediate(() => failed?.(new FlowError("no-address"))),
  };
}

/** `METHOD uri SIP/2.0`, as the control protocol quotes it back. */
export function requestLine(request: Pick<SipRequest, "method" | "uri">): string {
  return `${request.method} ${request.uri} SIP/2.0`;
}
