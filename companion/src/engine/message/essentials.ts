import { isToken, readNumber, trimBlanks } from "./grammar.ts";
import { isMethod } from "./methods.ts";
import { readNameAddr, readNameAddrs, tagOf } from "./name-addr.ts";
import type { NameAddr } from "./name-addr.ts";
import type { Headers, SipMessage, SipRequest } from "./message.ts";
import { isRequestUri } from "./uri.ts";
import { topVia } from "./via.ts";
import type { Via } from "./via.ts";

/** CSeq (RFC 3261 section 20.16). */
export type CSeq = { readonly number: number; readonly method: string };

/** The fields every message must have (section 8.1.1), read once where the message enters. */
export type Essentials = {
  readonly via: Via;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly fromTag: string | undefined;
  readonly toTag: string | undefined;
  readonly callId: string;
  readonly cseq: CSeq;
};

/** What is missing or malformed, in the words that stand in a 400. */
export type Flaw =
  | "Bad Via"
  | "Bad From"
  | "Bad To"
  | "Bad Call-ID"
  | "Bad CSeq"
  | "CSeq Method Mismatch"
  | "Bad Max-Forwards"
  | "Bad Contact"
  | "Bad Request-URI"
  | "Unknown Method";

/** The largest sequence number (section 8.1.1.5). */
export const MAX_CSEQ = 0x7fff_ffff;

/** Reads `4711 INVITE`, or undefined. */
export function readCSeq(text: string): CSeq | undefined {
  const [digits = "", method = "", extra] = trimBlanks(text).split(/[ \t]+/, 3);
  const number = readNumber(digits, 0xffff_ffff);
  return number !== undefined && isToken(method) && extra === undefined ? { number, method } : undefined;
}

/** The CSeq number of a message the engine wrote itself. */
export function ownCseq(headers: Headers): number {
  return readCSeq(headers.get("CSeq") ?? "")?.number ?? 0;
}

/** The essentials of a message, or its first flaw. */
export function readEssentials(message: SipMessage): Essentials | Flaw {
  const { headers } = message;
  const top = topVia(headers.get("Via") ?? "");
  if (!top) return "Bad Via";
  const from = single(message, "From");
  if (!from) return "Bad From";
  const to = single(message, "To");
  if (!to) return "Bad To";
  const callId = headers.get("Call-ID") ?? "";
  if (callId === "" || /\s/.test(callId) || headers.all("Call-ID").length > 1) return "Bad Call-ID";
  const cseq = readCSeq(headers.get("CSeq") ?? "");
  if (!cseq || headers.all("CSeq").length > 1) return "Bad CSeq";
  const flaw = message.kind === "request" ? flawOfRequest(message, cseq) : undefined;
  if (flaw) return flaw;
  return { via: top.via, from, to, fromTag: tagOf(from), toTag: tagOf(to), callId, cseq };
}

function flawOfRequest({ method, uri, headers }: SipRequest, cseq: CSeq): Flaw | undefined {
  if (cseq.method !== method) return isMethod(method) ? "CSeq Method Mismatch" : "Unknown Method";
  if (!isRequestUri(uri)) return "Bad Request-URI";
  if (headers.all("Max-Forwards").length > 1) return "Bad Max-Forwards";
  return NAMES_WHERE_TO_REACH.has(method) && hasBadContact(headers) ? "Bad Contact" : undefined;
}

/** Requests whose Contact says where the sender is reached from now on; elsewhere an odd one does no harm. */
const NAMES_WHERE_TO_REACH = new Set(["INVITE", "REGISTER", "SUBSCRIBE"]);

function hasBadContact(headers: Headers): boolean {
  const lines = headers.all("Contact");
  const everything = lines.length === 1 && lines[0] === "*";
  return lines.length > 0 && !everything && readNameAddrs(lines) === undefined;
}

function single(message: SipMessage, name: "From" | "To"): NameAddr | undefined {
  const lines = message.headers.all(name);
  return lines.length === 1 && lines[0] !== undefined ? readNameAddr(lines[0]) : undefined;
}
