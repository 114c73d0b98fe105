import { createHash } from "node:crypto";
import { readNumber, trimBlanks } from "../message/grammar.ts";
import { Headers } from "../message/message.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { topVia } from "../message/via.ts";

/** What is written into a request on its way through. */
export type Passage = {
  readonly uri: string;
  /** Our Via. */
  readonly via: string;
  readonly routes: readonly string[];
  /** Ours, the one towards the target first. */
  readonly recordRoutes: readonly string[];
  readonly maxForwards: number;
  /** Lines the application wants in it, replacing those of the same name. */
  readonly extra: Headers;
};

const DEFAULT_MAX_FORWARDS = 70;

/** How many servers the request may still pass; undefined when the line is malformed (RFC 3261 section 16.3 step 3). */
export function hopsLeft(headers: Headers): number | undefined {
  const line = headers.get("Max-Forwards");
  return line === undefined ? DEFAULT_MAX_FORWARDS : readNumber(trimBlanks(line), 255);
}

/** The copy of a request that goes to one target (section 16.6 steps 1 to 8). */
export function forwardedRequest(request: SipRequest, passage: Passage): SipRequest {
  const headers = new Headers().add("Via", passage.via);
  for (const via of request.headers.all("Via")) headers.add("Via", via);
  for (const route of passage.routes) headers.add("Route", route);
  for (const route of passage.recordRoutes) headers.add("Record-Route", route);
  headers.add("Max-Forwards", String(passage.maxForwards));
  for (const { name, value } of request.headers) if (!REWRITTEN.has(name)) headers.add(name, value);
  for (const { name, value } of passage.extra) headers.set(name, value);
  headers.set("Content-Length", String(request.body.length));
  // Sorting keeps the order of one name: our Record-Route stays above those of the proxies before us (step 4).
  return { ...request, uri: passage.uri, headers: headers.sorted() };
}

/** Fields that {@link forwardedRequest} writes itself. */
const REWRITTEN = new Set(["Via", "Route", "Max-Forwards"]);

/** The response as it goes on to the caller: our Via is gone (section 16.7 step 3). Undefined when it was for us alone. */
export function forwardedResponse(response: SipResponse): SipResponse | undefined {
  const headers = new Headers();
  let pending = true;
  for (const { name, value } of response.headers) {
    const rest = pending && name === "Via" ? (topVia(value)?.rest ?? "") : value;
    if (name === "Via") pending = false;
    if (rest !== "") headers.add(name, rest);
  }
  return headers.get("Via") === undefined ? undefined : { ...response, headers };
}

/**
 * What makes a request the same one again: a request with these that comes back to us has gone in a circle, one that
 * comes back with another Request-URI has not (RFC 5393 section 4.2).
 */
export function loopMark(request: SipRequest): string {
  const { headers } = request;
  const identity = ["From", "To", "Call-ID", "CSeq", "Proxy-Require", "Proxy-Authorization"].map((name) =>
    headers.get(name),
  );
  return digest([request.uri, ...identity, ...headers.all("Route")].join("\n"));
}

/** The branch of a request that keeps no state: the same for every repetition of it (RFC 3261 section 16.11). */
export function statelessBranch(incoming: string): string {
  return `z9hG4bK${digest(incoming)}`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
