import * as v from "valibot";
import type { SipMessage } from "../../srf/application.ts";
import { readHeader, userOf } from "../../srf/headers.ts";

/** A user part with everything escaped that does not stand for itself in a SIP URI (RFC 3261 section 25.1). */
export function escapeUser(user: string): string {
  return Array.from(new TextEncoder().encode(user), (byte) => {
    const char = String.fromCharCode(byte);
    return /[\w.!~*'()&=+$,;?/-]/u.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

const NameAddr = v.object({ name: v.optional(v.string()), uri: v.string() });

/** Who a request says it is from, as number and name; both are a stranger's words. */
export function identityOf(message: SipMessage): { number: string; name: string } {
  const header = message.has("P-Asserted-Identity") ? "P-Asserted-Identity" : "From";
  const parsed = v.safeParse(NameAddr, readHeader(message, header));
  if (!parsed.success) return { number: "", name: "" };
  return { number: shown(userOf(parsed.output.uri), 128), name: shown(unquoted(parsed.output.name ?? ""), 128) };
}

function unquoted(name: string): string {
  return name.replace(/^\s*"|"\s*$/gu, "").replace(/\\(.)/gu, "$1");
}

/** What may be shown: no control characters, no marks that turn text around, a bounded length. */
function shown(text: string, most: number): string {
  return text
    .replace(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, "")
    .trim()
    .slice(0, most);
}
