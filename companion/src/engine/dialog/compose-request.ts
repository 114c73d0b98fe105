import { MAX_CSEQ, readCSeq } from "../message/essentials.ts";
import { BEGINS_DIALOG } from "../message/methods.ts";
import type { Way } from "../message/route.ts";
import { Headers } from "../message/message.ts";
import type { SipRequest } from "../message/message.ts";
import { tagOf, withTag, writeNameAddr } from "../message/name-addr.ts";
import type { NameAddr } from "../message/name-addr.ts";
import type { Ids } from "../transaction/ids.ts";
import type { Flow } from "../transport/flow.ts";
import { ownContact, ownVia } from "../transport/own-address.ts";
import { refused } from "./application.ts";
import type { NotSent } from "./application.ts";
import { address, applicationHeaders, describeBody, finished } from "./compose.ts";
import type { Dialog } from "./dialog.ts";

const NO_CONTENT_TYPE = refused("missing content-type");

/** A request outside any dialog (section 8.1.1): what the application left out is filled in. */
export function composeRequest(sparse: SipRequest, way: Way, flow: Flow, ids: Ids): SipRequest | NotSent {
  const { headers: given, method, body } = sparse;
  const { uri, routes } = way;
  const from = address(given.get("From") ?? ownContact(flow), flow);
  const to = toOf(given.get("To"), sparse.uri, flow);
  const cseq = readCSeq(given.get("CSeq") ?? `${ids.cseq()} ${method}`);
  if (!from || !to) return refused(`invalid ${from ? "To" : "From"} header`);
  if (!cseq || cseq.number > MAX_CSEQ) return refused("invalid CSeq header");
  const headers = new Headers().add("Via", ownVia(flow, ids.branch()));
  for (const route of routes) headers.add("Route", route);
  headers
    .add("Max-Forwards", "70")
    .add("From", writeNameAddr(tagOf(from) === undefined ? withTag(from, ids.tag()) : from))
    .add("To", writeNameAddr(to))
    .add("Call-ID", given.get("Call-ID") ?? ids.uuid())
    .add("CSeq", `${cseq.number} ${method}`);
  for (const { name, value } of applicationHeaders(given, flow)) headers.add(name, value);
  if (BEGINS_DIALOG.has(method) && headers.get("Contact") === undefined) headers.add("Contact", ownContact(flow));
  if (!describeBody(headers, body)) return NO_CONTENT_TYPE;
  return finished({ kind: "request", method, uri, headers, body });
}

/** Without a To the Request-URI is used; its parameters then belong to the field, as without angle brackets. */
function toOf(given: string | undefined, uri: string, flow: Flow): NameAddr | undefined {
  if (given !== undefined) return address(given, flow);
  return address(uri, flow) ?? { display: "", uri, params: [] };
}

/** A request inside a dialog (section 12.2.1.1); ACK and PRACK always go to the remote target. */
export function composeInDialog(
  dialog: Dialog,
  sparse: SipRequest,
  flow: Flow,
  cseq: number,
  ids: Ids,
): SipRequest | NotSent {
  const { method, body } = sparse;
  const { uri, routes } = dialog.route(targetOf(dialog, sparse));
  const headers = new Headers().add("Via", ownVia(flow, ids.branch()));
  for (const route of routes) headers.add("Route", route);
  headers
    .add("Max-Forwards", "70")
    .add("From", writeNameAddr(dialog.local))
    .add("To", writeNameAddr(dialog.remote))
    .add("Call-ID", dialog.callId)
    .add("CSeq", `${cseq} ${method}`);
  for (const { name, value } of applicationHeaders(sparse.headers, flow)) headers.add(name, value);
  const contact = headers.get("Contact");
  if (contact !== undefined) dialog.localContact = contact;
  else if (BEGINS_DIALOG.has(method)) headers.add("Contact", dialog.localContact);
  if (!describeBody(headers, body)) return NO_CONTENT_TYPE;
  return finished({ kind: "request", method, uri, headers, body });
}

/** `sip:placeholder` stands for the remote target; any other URI the application gives is meant. */
export function targetOf(dialog: Dialog, { method, uri }: SipRequest): string {
  return uri.includes("placeholder") || method === "ACK" || method === "PRACK" ? dialog.remoteTarget : uri;
}

/** The next number of the dialog, or the higher one an application wants for its answer to a challenge. */
export function nextCseq(dialog: Dialog, sparse: SipRequest): number {
  const wanted = readCSeq(sparse.headers.get("CSeq") ?? "")?.number ?? 0;
  dialog.localCseq = wanted > dialog.localCseq && wanted <= MAX_CSEQ ? wanted : dialog.localCseq + 1;
  return dialog.localCseq;
}
