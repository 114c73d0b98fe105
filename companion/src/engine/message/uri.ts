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
  const parts = partsOf(uri);
  const params = parts && readParams(parts.params);
  if (!parts || !params) return undefined;
  const { scheme, user, hostport, headers } = parts;
  return { scheme, user, ...hostport, params, headers };
}

/**
 * Whether a URI may stand in a request line (section 19.1.1 table 1): nobody can put header fields into it there. Odd
 * parameters are let through: only whom they are for knows what they mean.
 */
export function isRequestUri(uri: string): boolean {
  const scheme = schemeOf(uri);
  if (scheme !== "sip" && scheme !== "sips") return !FORBIDDEN.test(uri);
  const parts = partsOf(uri);
  return parts !== undefined && parts.headers === undefined;
}

const FORBIDDEN = /[\s<>"]/;

type UriParts = Pick<SipUri, "scheme" | "user" | "headers"> & {
  readonly hostport: { readonly host: string; readonly port: number | undefined };
  /** As they stand there, `;` in front. */
  readonly params: string;
};

/** The user may hold `?` and `;` too: both count only behind the host's `@` (section 25.1). */
function partsOf(uri: string): UriParts | undefined {
  const scheme = schemeOf(uri);
  if ((scheme !== "sip" && scheme !== "sips") || FORBIDDEN.test(uri)) return undefined;
  const rest = uri.slice(scheme.length + 1);
  const question = rest.indexOf("?", rest.indexOf("@") + 1);
  const body = question === -1 ? rest : rest.slice(0, question);
  const at = body.lastIndexOf("@");
  const semicolon = body.indexOf(";", at + 1);
  const hostport = readHostPort(body.slice(at + 1, semicolon === -1 ? undefined : semicolon));
  if (!hostport || at === 0) return undefined;
  const headers = question === -1 ? undefined : rest.slice(question + 1);
  const user = at === -1 ? undefined : body.slice(0, at);
  return { scheme, user, hostport, params: semicolon === -1 ? "" : body.slice(semicolon), headers };
}

/**
 * Reads `host`, `host:port` or `[IPv6]:port`; undefined when it is none of them. The brackets of IPv6 are dropped, and so is
 * the colon too many that the grammar of RFC 3261 puts before an IPv4 address (RFC 5118 section 4.10).
 */
export function readHostPort(text: string): { host: string; port: number | undefined } | undefined {
  const bracket = text[0] === "[" ? text.indexOf("]") : -1;
  if (text[0] === "[" && bracket === -1) return undefined;
  const colon = text.indexOf(":", bracket + 1);
  if (bracket !== -1 && colon !== bracket + 1 && bracket !== text.length - 1) return undefined;
  const host =
    bracket === -1 ? text.slice(0, colon === -1 ? undefined : colon) : text.slice(1, bracket).replace(":::", "::");
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
