import { isToken, readNumber, trimBlanks } from "./grammar.ts";
import { canonicalName } from "./header-names.ts";
import { Headers, NO_BODY } from "./message.ts";
import type { SipMessage, SipRequest } from "./message.ts";

/** How much of a message is read before it is refused. */
export type ParseLimits = { readonly headBytes: number; readonly headerCount: number };

/** 32 KiB of headers in 256 lines: four times what the largest real INVITE with a certificate chain in it needs. */
export const DEFAULT_LIMITS: ParseLimits = { headBytes: 32 * 1024, headerCount: 256 };

/** Why bytes are not a SIP message. */
export type ParseFailure =
  | "no-blank-line"
  | "head-too-large"
  | "too-many-headers"
  | "bad-start-line"
  | "bad-version"
  | "bad-header"
  | "bad-content-length"
  | "body-too-short";

/** The message, or the reason there is none. */
export type ParseResult =
  | { readonly ok: true; readonly message: SipMessage }
  | { readonly ok: false; readonly reason: ParseFailure };

type Head = { start: StartLine; headers: Headers };
type StartLine =
  | { kind: "request"; method: string; uri: string }
  | { kind: "response"; status: number; reason: string };

// oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
const CONTROL = /[\0-\u0008\u000A-\u001F\u007F]/;
const MAX_CONTENT_LENGTH = 0x7fff_ffff;

/**
 * Reads one whole SIP message (RFC 3261 section 7); it never throws. Bytes beyond `Content-Length` are dropped
 * (section 18.3), and without `Content-Length` the body is the rest.
 */
export function parse(bytes: Buffer, limits: ParseLimits = DEFAULT_LIMITS): ParseResult {
  const end = bytes.indexOf("\r\n\r\n", 0, "latin1");
  if (end === -1) return failure("no-blank-line");
  const head = readHead(bytes, end, limits, readStartLine, false);
  if (typeof head === "string") return failure(head);
  const length = contentLength(head.headers);
  if (length === "bad") return failure("bad-content-length");
  const start = end + 4;
  if (length !== undefined && start + length > bytes.length) return failure("body-too-short");
  const stop = length === undefined ? bytes.length : start + length;
  // A view of no bytes would still hold the whole datagram.
  const body = stop === start ? NO_BODY : bytes.subarray(start, stop);
  return { ok: true, message: { ...head.start, headers: head.headers, body } };
}

/**
 * Reads the sparse message of a control frame: the body is whatever follows the blank line (the length an app
 * announces counts UTF-16 units), and lines whose name is no token are left out and returned in `skipped`.
 */
export function parseSparse(bytes: Buffer, limits: ParseLimits = DEFAULT_LIMITS): ParseResult & { skipped: number } {
  const blank = bytes.indexOf("\r\n\r\n", 0, "latin1");
  const end = blank === -1 ? bytes.length : blank;
  const head = readHead(bytes, end, limits, readStartLine, true);
  if (typeof head === "string") return { ...failure(head), skipped: 0 };
  const body = bytes.subarray(Math.min(bytes.length, end + 4));
  return { ok: true, message: { ...head.start, headers: head.headers, body }, skipped: head.skipped };
}

/**
 * Reads of a damaged request what a refusal of it needs: the method and whatever lines can be read. Undefined when it is
 * no request at all, or larger than it may be.
 */
export function parseDamaged(bytes: Buffer, limits: ParseLimits = DEFAULT_LIMITS): SipRequest | undefined {
  const blank = bytes.indexOf("\r\n\r\n", 0, "latin1");
  const head = readHead(bytes, blank === -1 ? bytes.length : blank, limits, readDamagedStartLine, true);
  if (typeof head === "string" || head.start.kind === "response") return undefined;
  return { ...head.start, headers: head.headers, body: NO_BODY };
}

/** The agreed `Content-Length`: undefined when absent, "bad" when malformed or contradictory. */
export function contentLength(headers: Headers): number | undefined | "bad" {
  let length: number | undefined;
  for (const text of headers.all("Content-Length")) {
    const value = readNumber(text, MAX_CONTENT_LENGTH);
    if (value === undefined || (length !== undefined && value !== length)) return "bad";
    length = value;
  }
  return length;
}

function failure(reason: ParseFailure): { readonly ok: false; readonly reason: ParseFailure } {
  return { ok: false, reason };
}

function readHead(
  bytes: Buffer,
  end: number,
  limits: ParseLimits,
  startLine: typeof readStartLine,
  lenient: boolean,
): (Head & { skipped: number }) | ParseFailure {
  if (end > limits.headBytes) return "head-too-large";
  const text = bytes.toString("latin1", 0, end);
  const firstEnd = lineEnd(text, 0);
  const start = startLine(text.slice(0, firstEnd));
  if (typeof start === "string") return start;
  const headers = new Headers();
  let count = 0;
  let skipped = 0;
  for (let position = firstEnd + 2; position < text.length;) {
    const stop = foldedEnd(text, position);
    const field = readField(text.slice(position, stop));
    if (field) headers.add(field[0], field[1]);
    else if (lenient) skipped += 1;
    else return "bad-header";
    if ((count += 1) > limits.headerCount) return "too-many-headers";
    position = stop + 2;
  }
  return { start, headers, skipped };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\r\n", from);
  return end === -1 ? text.length : end;
}

/** A line that starts with white space continues the one before (section 7.3.1). */
function foldedEnd(text: string, from: number): number {
  let end = lineEnd(text, from);
  while (end < text.length && (text[end + 2] === " " || text[end + 2] === "\t")) end = lineEnd(text, end + 2);
  return end;
}

function readField(line: string): readonly [name: string, value: string] | undefined {
  const colon = line.indexOf(":");
  if (colon < 1) return undefined;
  const name = trimBlanks(line.slice(0, colon));
  let value = trimBlanks(line.slice(colon + 1));
  if (value.includes("\r\n")) value = value.replaceAll(/\r\n[ \t]+/g, " ");
  return isToken(name) && isPrintable(value) ? [canonicalName(name), value] : undefined;
}

/** Control characters may stand only behind a backslash, and line ends not even there (`quoted-pair`, section 25.1). */
function isPrintable(value: string): boolean {
  return !CONTROL.test(value) || !CONTROL.test(value.replaceAll(/\\[^\r\n]/g, ""));
}

function readStartLine(line: string): StartLine | ParseFailure {
  if (CONTROL.test(line)) return "bad-start-line";
  if (line.slice(0, 4).toUpperCase() === "SIP/") return readStatusLine(line);
  const [method = "", uri = "", version = "", extra] = line.split(" ", 4);
  if (!isToken(method) || !uri.includes(":") || extra !== undefined) return "bad-start-line";
  if (version.toUpperCase() !== "SIP/2.0") return "bad-version";
  return { kind: "request", method, uri };
}

/** A method in front and a version at the end make a request, whatever stands between. */
function readDamagedStartLine(line: string): StartLine | ParseFailure {
  const [method = ""] = line.split(" ", 1);
  const damaged = isToken(method) && /[ \t]SIP\/\d{1,3}\.\d{1,3}$/i.test(trimBlanks(line));
  return damaged ? { kind: "request", method, uri: "" } : "bad-start-line";
}

function readStatusLine(line: string): StartLine | ParseFailure {
  if (line.slice(0, 8).toUpperCase() !== "SIP/2.0 ") return "bad-version";
  const status = readNumber(line.slice(8, 11), 699);
  const spaced = line.length === 11 || line[11] === " ";
  if (status === undefined || status < 100 || !spaced) return "bad-start-line";
  return { kind: "response", status, reason: line.slice(12) };
}
