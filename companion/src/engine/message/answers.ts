import { Headers, NO_BODY } from "./message.ts";
import type { SipRequest, SipResponse } from "./message.ts";
import { readNameAddr, tagOf, withTag, writeNameAddr } from "./name-addr.ts";
import { reasonPhrase } from "./reasons.ts";

/** The fields a response repeats from its request (RFC 3261 section 8.2.6.2); `toTag` is added when To has none. */
export function echoedHeaders(request: SipRequest, toTag: string | undefined): Headers {
  const headers = new Headers();
  for (const via of request.headers.all("Via")) headers.add("Via", via);
  for (const name of ["From", "To", "Call-ID", "CSeq"]) {
    const value = request.headers.get(name);
    if (value !== undefined) headers.add(name, name === "To" && toTag !== undefined ? tagged(value, toTag) : value);
  }
  return headers;
}

/** A response without a body that the engine answers itself. */
export function answer(
  request: SipRequest,
  status: number,
  toTag?: string,
  reason = reasonPhrase(status),
): SipResponse {
  return { kind: "response", status, reason, headers: echoedHeaders(request, toTag), body: NO_BODY };
}

function tagged(value: string, tag: string): string {
  const to = readNameAddr(value);
  return to && tagOf(to) === undefined ? writeNameAddr(withTag(to, tag)) : value;
}

/** The ACK a client transaction sends for a 300-699 (section 17.1.1.3): the To is the response's, the Via its own. */
export function acknowledgeFailure(invite: SipRequest, response: SipResponse): SipRequest {
  return sibling(invite, "ACK", response.headers.get("To"));
}

/** The CANCEL for a request that is under way (section 9.1); `extra` are lines such as Reason. */
export function cancelFor(invite: SipRequest, extra: Headers): SipRequest {
  const cancel = sibling(invite, "CANCEL", undefined);
  for (const { name, value } of extra) cancel.headers.add(name, value);
  return cancel;
}

function sibling(invite: SipRequest, method: "ACK" | "CANCEL", to: string | undefined): SipRequest {
  const headers = new Headers();
  headers.add("Via", invite.headers.get("Via") ?? "");
  for (const route of invite.headers.all("Route")) headers.add("Route", route);
  headers.add("Max-Forwards", "70");
  for (const name of ["From", "To", "Call-ID"]) {
    headers.add(name, (name === "To" ? to : undefined) ?? invite.headers.get(name) ?? "");
  }
  const number = (invite.headers.get("CSeq") ?? "").split(" ", 1)[0] ?? "";
  headers.add("CSeq", `${number} ${method}`);
  return { kind: "request", method, uri: invite.uri, headers, body: NO_BODY };
}
