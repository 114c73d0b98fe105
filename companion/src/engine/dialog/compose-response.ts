import { echoedHeaders } from "../message/answers.ts";
import type { SipResponse } from "../message/message.ts";
import { readNameAddr, tagOf } from "../message/name-addr.ts";
import type { ReceivedRequest } from "../transaction/received.ts";
import { ownContact } from "../transport/own-address.ts";
import { refused } from "./application.ts";
import type { NotSent } from "./application.ts";
import { AGREES_ON_SESSION, grantSession } from "./session.ts";
import { applicationHeaders, describeBody, finished } from "./compose.ts";

/** The To tag the application chose for its answer, or undefined: then the engine's own is used. */
export function chosenTag(sparse: SipResponse): string | undefined {
  const to = readNameAddr(sparse.headers.get("To") ?? "");
  return to && tagOf(to);
}

/**
 * Fills in a response of the application (RFC 3261 section 8.2.6); Contact only where a dialog begins or goes on.
 * `rseq` numbers a provisional response that must arrive (RFC 3262).
 */
export function composeResponse(
  received: ReceivedRequest,
  sparse: SipResponse,
  localTag: string,
  rseq?: number,
): SipResponse | NotSent {
  const { message: request, flow } = received;
  const { status, reason, body } = sparse;
  const headers = echoedHeaders(request, status === 100 ? undefined : localTag);
  const establishing = (request.method === "INVITE" && status < 300) || request.method === "SUBSCRIBE";
  if (establishing && status > 100) {
    for (const route of request.headers.all("Record-Route")) headers.add("Record-Route", route);
  }
  for (const { name, value } of applicationHeaders(sparse.headers, flow)) headers.add(name, value);
  if (rseq !== undefined) headers.add("RSeq", String(rseq));
  if (AGREES_ON_SESSION.has(request.method) && isSuccess(status)) grantSession(request, headers);
  const begins = request.method === "INVITE" && (isSuccess(status) || rseq !== undefined);
  const needsContact = request.method === "SUBSCRIBE" || begins;
  if (needsContact && headers.get("Contact") === undefined) headers.add("Contact", ownContact(flow));
  if (!describeBody(headers, body)) return refused("missing content-type");
  return finished({ kind: "response", status, reason, headers, body });
}

/** Whether the status is a 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
