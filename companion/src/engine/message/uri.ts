import { readNumber, readParams } from "./grammar.ts";
import type { Params } from "./grammar.ts";

/** A SIP or SIPS URI (RFC 3261 section 19.1). `user` keeps its escapes; `port` is absent when not written. */
export type SipUri = {
  readonly scheme: "sip" | "sips";
  readonly user: string | undefined;
  readonly host: string;
  readonly port: number | undefined;
  readonly params: Params;
  readonly headers: string | undefined;
};

const KNOWN_SCHEMES = new Set(["sip", "sips", "tel", "urn", "im", "pres", "mailto", "http", "https", "cid", "data"]);

/** The scheme in lower case when it is one that may stand in a Request-URI, else undefined. */
export function schemeOf(uri: string): string | undefined {
  const scheme = uri.slice(0, Math.max(0, uri.indexOf(":"))).toLowerCase();
  return KNOWN_SCHEMES.has(scheme) ? scheme : undefined;
}

/** Reads a `sip:` or `sips:` URI; undefined for another scheme or a malformed one. */
export function readSipUri(uri: string): SipUri | undefined {
  const scheme = schemeOf(uri);
  if (scheme !== "sip" && scheme !== "sips") return undefined;
  const rest = uri.slice(scheme.length + 1);
  const question = rest.indexOf("?");
  const body = question === -1 ? rest : rest.slice(0, question);
  const at = body.lastIndexOf("@");
  const semicolon = body.indexOf(";", at + 1);
  const hostport = readHostPort(body.slice(at + 1, semicolon === -1 ? undefined : semicolon));
  const params = semicolon === -1 ? [] : readParams(body.slice(semicolon));
  if (!hostport || !params || at === 0 || /[\s<>"]/.test(uri)) return undefined;
  const user = at === -1 ? undefined : body.slice(0, at);
  return { scheme, user, ...hostport, params, headers: question === -1 ? undefined : rest.slice(question + 1) };
}

/** Reads `host`, `host:port` or `[IPv6]:port`; undefined when it is none of them. The brackets of IPv6 are dropped. */
export function readHostPort(text: string): { host: string; port: number | undefined } | undefined {
  const bracket = text[0] === "[" ? text.indexOf("]") : -1;
  if (text[0] === "[" && bracket === -1) return undefined;
  const colon = text.indexOf(":", bracket + 1);
  if (bracket !== -1 && colon !== bracket + 1 && bracket !== text.length - 1) return undefined;
  const host = bracket === -1 ? text.slice(0, colon === -1 ? undefined : colon) : text.slice(1, bracket);
  const port = colon === -1 ? undefined : readNumber(text.slice(colon + 1), 65_535);
  if (colon !== -1 && port === undefined) return undefined;
  const valid = bracket === -1 ? /^[A-Za-z0-9._-]+$/.test(host) : /^[0-9A-Fa-f:.]+$/.test(host);
  return valid ? { host, port } : undefined;
}

/** Host and port as they stand in a URI or a Via: an IPv6 address gets its brackets back. */
export function writeHostPort(host: string, port: number | undefined): string {
  const written = host.includes(":") ? `[${host}]` : host;
  return port === undefined ? written : `${written}:${port}`;
}
