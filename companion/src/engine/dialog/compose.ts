import { splitList } from "../message/grammar.ts";
import { writtenName } from "../message/header-names.ts";
import { Headers } from "../message/message.ts";
import type { SipMessage } from "../message/message.ts";
import { readNameAddr, readNameAddrs, writeNameAddr } from "../message/name-addr.ts";
import type { NameAddr } from "../message/name-addr.ts";
import type { Flow } from "../transport/flow.ts";
import { sentBy } from "../transport/own-address.ts";

/** Fields the engine alone may write; what an application says in them is dropped. */
const OWN = new Set(["Via", "Route", "Record-Route", "RSeq", "Content-Length", "Max-Forwards"]);
const IDENTITY = new Set(["From", "To", "Call-ID", "CSeq"]);
const CREDENTIALS = new Set(["Authorization", "Proxy-Authorization", "WWW-Authenticate", "Proxy-Authenticate"]);
const LOCALHOST = /@localhost(?=[;>?,\s]|$)/g;

/** `@localhost` in an address of the application means: this machine, as the peer can reach it. */
export function withLocalhost(value: string, flow: Flow): string {
  return value.includes("@localhost") ? value.replaceAll(LOCALHOST, `@${sentBy(flow)}`) : value;
}

/** An address the application wrote, with `@localhost` filled in; undefined when malformed. */
export function address(value: string, flow: Flow): NameAddr | undefined {
  return readNameAddr(withLocalhost(value, flow));
}

/** The lines the application may write, spelled and spaced as the engine writes them. */
export function applicationHeaders(headers: Headers, flow: Flow): Headers {
  const written = new Headers();
  for (const { name, value } of headers) {
    if (!OWN.has(name) && !IDENTITY.has(name)) written.add(writtenName(name), rewritten(name, value, flow));
  }
  return written;
}

function rewritten(name: string, value: string, flow: Flow): string {
  if (name === "Contact") return contacts(withLocalhost(value, flow));
  if (name === "P-Asserted-Identity") return withLocalhost(value, flow);
  return CREDENTIALS.has(name) ? (splitList(value)?.join(", ") ?? value) : value;
}

function contacts(value: string): string {
  const parsed = value === "*" ? undefined : readNameAddrs([value]);
  return parsed ? parsed.map((contact) => writeNameAddr(contact)).join(", ") : value;
}

/**
 * Adds `Content-Type: application/sdp` when the body is SDP and has none. False when the body is something else and
 * nothing says what.
 */
export function describeBody(headers: Headers, body: Buffer): boolean {
  if (body.length === 0 || headers.get("Content-Type") !== undefined) return true;
  if (body.toString("latin1", 0, 3) !== "v=0") return false;
  headers.add("Content-Type", "application/sdp");
  return true;
}

/** The message with its fields in the order the engine writes them, `Content-Length` among them. */
export function finished<Message extends SipMessage>(message: Message): Message {
  message.headers.add("Content-Length", String(message.body.length));
  return { ...message, headers: message.headers.sorted() };
}
