import type { SipMessage } from "./application.ts";

/** A parsed header, or null where a stranger wrote what the parser throws on. */
export function readHeader(message: SipMessage, name: string): unknown {
  try {
    return message.has(name) ? message.getParsedHeader(name) : null;
  } catch {
    return null;
  }
}

/** The text of a header; empty where there is none. */
export function headerText(message: SipMessage, name: string): string {
  return message.has(name) ? message.get(name) : "";
}

/** The same text, held by itself: a piece of a message keeps the whole message in memory for as long as it lives. */
export function copied(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

/** What a header begins with before its parameters, in small letters; empty where there is none. */
export function headerToken(message: SipMessage, name: string): string {
  return headerText(message, name).split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** The number that a message's CSeq begins with, as it is written; empty where there is none. */
export function sequenceText(message: SipMessage): string {
  return /^\d+/u.exec(headerText(message, "CSeq"))?.[0] ?? "";
}

/** The status of a refusal that drachtio-srf rejected with, 503 where none came. The error itself goes nowhere: it holds the password. */
export function refusedStatus(error: unknown): number {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 503;
}

/** A header of the refusal that drachtio-srf rejected with; empty where there is none. */
export function refusedHeader(error: unknown, name: string): string {
  const response = refusalIn(error);
  return response === null ? "" : headerText(response, name);
}

/** The body of the refusal that drachtio-srf rejected with; empty where there is none. */
export function refusedBody(error: unknown): string {
  return refusalIn(error)?.body ?? "";
}

function refusalIn(error: unknown): SipMessage | null {
  return error instanceof Error && "res" in error ? (error as Error & { res: SipMessage }).res : null;
}

/** The user part of a SIP URI (RFC 3261 section 19.1.1) or the number of a tel URI (RFC 3966), unescaped; empty where there is none. */
export function userOf(uri: string): string {
  const [, sip, tel] = /^(?:sips?:([^@;:]+)(?::[^@]*)?@|tel:([^;?>]+))/iu.exec(uri) ?? [];
  try {
    return decodeURIComponent(sip ?? tel ?? "");
  } catch {
    return "";
  }
}

/** Writes a name so that it is safe between quotes (RFC 3261 section 25.1, quoted-string). */
export function quoted(name: string): string {
  return `"${name.replaceAll(/\p{Cc}/gu, "").replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}
