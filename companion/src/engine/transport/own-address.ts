import { writeHostPort } from "../message/uri.ts";
import type { Flow } from "./flow.ts";

/** Where we are reached on that flow, as it stands in Via and Contact. */
export function sentBy(flow: Flow): string {
  return flow.sentBy ?? writeHostPort(flow.local.host, flow.local.port);
}

/**
 * A Via for a new request (RFC 3261 section 18.1.1). Over datagrams it asks for the source port (RFC 3581); over TLS, where
 * we can show who we are, it lets the peer send its own requests back the same way (RFC 5923).
 */
export function ownVia(flow: Flow, branch: string): string {
  const { transport, reliable, binding } = flow;
  const rport = reliable ? "" : ";rport";
  const alias = transport === "tls" && binding.tls?.certificate ? ";alias" : "";
  return `SIP/2.0/${transport.toUpperCase()} ${sentBy(flow)}${rport};branch=${branch}${alias}`;
}

/** The Contact the engine gives when the application gave none. */
export function ownContact(flow: Flow): string {
  return `<sip:${sentBy(flow)}${contactParams(flow)}>`;
}

/** What a URI of ours says about the transport; both kinds of WebSocket are `ws` there (RFC 7118 section 5). */
export function contactParams({ transport }: Flow): string {
  const name = transport === "wss" ? "ws" : transport;
  return name === "udp" ? "" : `;transport=${name}`;
}
