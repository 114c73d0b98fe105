import { createHash, randomBytes } from "node:crypto";
import { writeHostPort } from "../../message/uri.ts";
import { DEFAULT_PORTS } from "../flow.ts";
import type { TransportName } from "../flow.ts";

/** Whom a client asks for which resource. */
export type Resource = {
  readonly transport: TransportName;
  readonly host: string;
  readonly port: number;
  readonly path: string;
};

/** Which requests a server takes. */
export type Door = {
  /** The resource; every one when undefined. */
  readonly path: string | undefined;
  /** Pages that may connect, by origin; a browser tells where its page came from. */
  readonly origins: readonly string[];
};

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/** RFC 7118 section 4.1. */
const PROTOCOL = "sip";

/** A new key for the opening handshake (RFC 6455 section 4.1). */
export function newKey(): string {
  return randomBytes(16).toString("base64");
}

/** The request with which a client opens the connection. */
export function openingRequest({ transport, host, port, path }: Resource, key: string): Buffer {
  return head([
    `GET ${path} HTTP/1.1`,
    `Host: ${writeHostPort(host, port === DEFAULT_PORTS[transport] ? undefined : port)}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${key}`,
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Protocol: ${PROTOCOL}`,
  ]);
}

/** Whether the server agreed, to SIP and to no extension (RFC 6455 section 4.1, RFC 7118 section 4.1). */
export function isAgreement(text: string, key: string): boolean {
  const read = readHead(text);
  if (!read || !/^HTTP\/1\.1 101(?: |$)/.test(read.start) || read.fields.has("sec-websocket-extensions")) return false;
  const { fields } = read;
  const upgraded = listOf(fields, "upgrade").includes("websocket") && listOf(fields, "connection").includes("upgrade");
  const agreed = fields.get("sec-websocket-accept") === acceptOf(key);
  return upgraded && agreed && fields.get("sec-websocket-protocol")?.toLowerCase() === PROTOCOL;
}

/** The answer of a server, and whether it opens the connection (RFC 6455 section 4.2). */
export function answerTo(text: string, door: Door): { readonly agreed: boolean; readonly bytes: Buffer } {
  const read = readHead(text);
  const refusal = read ? refusalOf(read, door) : ["HTTP/1.1 400 Bad Request"];
  if (!read || refusal)
    return { agreed: false, bytes: head([...(refusal ?? []), "Connection: close", "Content-Length: 0"]) };
  const accept = acceptOf(read.fields.get("sec-websocket-key") ?? "");
  const lines = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${accept}`,
    `Sec-WebSocket-Protocol: ${PROTOCOL}`,
  ];
  return { agreed: true, bytes: head(lines) };
}

type Read = { readonly start: string; readonly fields: ReadonlyMap<string, string> };

/** Start line and fields, names in lower case, repeated ones joined; undefined when malformed. */
function readHead(text: string): Read | undefined {
  const [start = "", ...lines] = text.split("\r\n");
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(0, colon)).toLowerCase();
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name)) return undefined;
    const value = line.slice(colon + 1).trim();
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { start, fields };
}

function refusalOf({ start, fields }: Read, { path, origins }: Door): readonly string[] | undefined {
  const [method, resource, version] = start.split(" ");
  if (method !== "GET" || version !== "HTTP/1.1" || !fields.has("host")) return ["HTTP/1.1 400 Bad Request"];
  if (path !== undefined && resource !== path) return ["HTTP/1.1 404 Not Found"];
  // A page of any site could otherwise make the browser of its reader call from this machine.
  const origin = fields.get("origin");
  if (origin !== undefined && !origins.includes(origin)) return ["HTTP/1.1 403 Forbidden"];
  const upgrade = listOf(fields, "upgrade").includes("websocket") && listOf(fields, "connection").includes("upgrade");
  if (!upgrade) return ["HTTP/1.1 426 Upgrade Required", "Upgrade: websocket"];
  if (fields.get("sec-websocket-version") !== "13")
    return ["HTTP/1.1 426 Upgrade Required", "Sec-WebSocket-Version: 13"];
  const key = /^[A-Za-z0-9+/]{22}==$/.test(fields.get("sec-websocket-key") ?? "");
  return key && listOf(fields, "sec-websocket-protocol").includes(PROTOCOL) ? undefined : ["HTTP/1.1 400 Bad Request"];
}

function listOf(fields: ReadonlyMap<string, string>, name: string): string[] {
  const parts = (fields.get(name) ?? "").toLowerCase().split(",");
  return parts.map((part) => part.trim());
}

function acceptOf(key: string): string {
  return createHash("sha1")
    .update(key + GUID)
    .digest("base64");
}

function head(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}
