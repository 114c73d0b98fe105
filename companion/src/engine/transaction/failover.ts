import { sizeOf } from "../message/serialise.ts";
import type { SipRequest } from "../message/message.ts";
import { readNumber } from "../message/grammar.ts";
import { branchOf, topVia } from "../message/via.ts";
import type { Flow } from "../transport/flow.ts";
import { ownContact, ownVia } from "../transport/own-address.ts";
import type { Failure, Way } from "../transport/way.ts";
import type { ClientUser } from "./client-transaction.ts";
import type { ReceivedResponse } from "./received.ts";

/** Finds another way after a failure; undefined when there is none. */
export type Elsewhere = (failure: Failure) => Way | undefined;

/** A request ready for its transaction: its Via names the flow. Where else it may go stands beside it. */
export type Prepared = { readonly request: SipRequest; readonly flow: Flow; readonly elsewhere: Elsewhere };

/** Above this many bytes a datagram may be cut on its way: a connection is used (RFC 3261 section 18.1.1). */
const LARGEST_DATAGRAM = 1300;
/** How long a target that failed comes last, when it did not say so itself; and the longest it can ask for. */
const REST_MS = 30_000;
const LONGEST_REST_S = 3600;

/**
 * The request on its way, over a connection when it is too large for a datagram: then its Via changes. An ACK has no
 * transaction that could turn back to a datagram when the connection is refused: it stays one.
 */
export function fitted(request: SipRequest, way: Way): Prepared {
  const large = request.method !== "ACK" && sizeOf(request) > LARGEST_DATAGRAM;
  const wider = large ? way.wider?.() : undefined;
  if (!wider) return { request, flow: way.flow, elsewhere: way.next };
  const { flow, next } = wider;
  return { request: withVia(request, ownVia(flow, branchOfRequest(request))), flow, elsewhere: next };
}

/**
 * Wraps the user of a request that may go elsewhere (RFC 3263 section 4.3): a failure that leads on is not shown to it. Each
 * attempt is a transaction of its own, begun by `retry`.
 */
export function failingOver(user: ClientUser, elsewhere: Elsewhere, retry: (way: Way) => void): ClientUser {
  let gone = false;
  let heard = false;
  return {
    onResponse(response) {
      if (gone) return;
      const way = heard || user.mayMove?.() === false ? undefined : wayAfter(response, elsewhere);
      if (way) {
        gone = true;
        return retry(way);
      }
      // A server that lets the callee ring has taken the request: nobody else gets it.
      heard ||= response.message.status > 100;
      return user.onResponse(response);
    },
    onEnd: () => gone || user.onEnd(),
  };
}

/**
 * The same request on another flow: a new branch, and our own Contact where it named the old one. What follows a dot in a
 * branch is the mark by which a proxy knows what it has seen (RFC 5393), and stays.
 */
export function onward(request: SipRequest, from: Flow, to: Flow, newBranch: string): SipRequest {
  const mark = /\..*$/.exec(branchOfRequest(request))?.[0] ?? "";
  const moved = withVia(request, ownVia(to, newBranch + mark));
  if (moved.headers.get("Contact") === ownContact(from)) moved.headers.set("Contact", ownContact(to));
  return moved;
}

function wayAfter(response: ReceivedResponse, elsewhere: Elsewhere): Way | undefined {
  const failure = failureOf(response);
  return failure && elsewhere(failure);
}

function failureOf({ message, size }: ReceivedResponse): Failure | undefined {
  const { status, headers } = message;
  if (size === 0 && status === 408) return { why: "timeout", restMs: REST_MS };
  if (size === 0 && status === 503) return { why: "unreachable", restMs: REST_MS };
  if (status !== 503) return undefined;
  const seconds = readNumber(/^\s*(\d{1,9})/.exec(headers.get("Retry-After") ?? "")?.[1] ?? "", LONGEST_REST_S);
  return { why: "busy", restMs: seconds === undefined ? REST_MS : seconds * 1000 };
}

/** The branch of a request that is written; "" when it has none. */
export function branchOfRequest({ headers }: SipRequest): string {
  const top = topVia(headers.get("Via") ?? "");
  return top ? branchOf(top.via) : "";
}

function withVia(request: SipRequest, via: string): SipRequest {
  const headers = request.headers.copy();
  headers.setFirst("Via", via);
  return { ...request, headers };
}
