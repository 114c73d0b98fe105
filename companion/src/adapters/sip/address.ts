import * as v from "valibot";
import type { SipMessage } from "../../srf/application.ts";
import { headerText, readHeader, userOf } from "../../srf/headers.ts";

/** One address of a header that lists several; a stranger's words. */
type Listed = Readonly<{ name: string; uri: string }>;

/** The addresses in a header's text, in their order (RFC 3261 section 20.10). Those without angle brackets are left out. */
export function listAddresses(text: string): readonly Listed[] {
  const found = text.matchAll(/(?:"((?:[^"\\]|\\.)*)"|([^<>,"]*))\s*<([^<>]+)>/gu);
  return Array.from(found, ([, quoted, bare = "", uri = ""]) => ({
    name: unquoted(quoted ?? bare.trim()),
    uri,
  }));
}

/** User and host of a SIP address; the host is empty for a telephone number (RFC 3966). */
export function placeOf(uri: string): { user: string; host: string } {
  const host = /^sips?:(?:[^@]*@)?(?<host>\[[^\]]+\]|[^:;?>]+)/iu.exec(uri)?.groups?.["host"] ?? "";
  return { user: shown(userOf(uri), 128), host: shown(host, 255) };
}

/**
 * Who sent a call on to us: the topmost `Diversion` (RFC 5806 section 4.2), or in `History-Info` whoever stands before us there and
 * gave a reason (RFC 7044 section 10.3). Null where it came straight.
 */
export function redirectorOf(message: SipMessage): { number: string; name: string } | null {
  const [diverted] = listAddresses(headerText(message, "Diversion"));
  const history = listAddresses(headerText(message, "History-Info"));
  const before = history.at(-2);
  const sentOn = before !== undefined && (/[?&]Reason=/iu.test(before.uri) || causes.test(history.at(-1)?.uri ?? ""));
  const by = diverted ?? (sentOn ? before : undefined);
  const number = by === undefined ? "" : placeOf(by.uri).user;
  return by === undefined || number === "" ? null : { number, name: shown(by.name, 128) };
}

/** The reasons for which a call is sent on (RFC 4458 section 3), as they stand in the URI it was sent to. */
const causes = /;cause=(?:302|404|408|480|486|487|503)(?:$|\D)/iu;

const NameAddr = v.object({ name: v.optional(v.string()), uri: v.string() });

/** Who a request says it is from, as number and name; both are a stranger's words. */
export function identityOf(message: SipMessage): { number: string; name: string } {
  const header = message.has("P-Asserted-Identity") ? "P-Asserted-Identity" : "From";
  const parsed = v.safeParse(NameAddr, readHeader(message, header));
  if (!parsed.success) return { number: "", name: "" };
  return { number: shown(userOf(parsed.output.uri), 128), name: shown(unquoted(parsed.output.name ?? ""), 128) };
}

/** Whom the servers vouch for at the other end (RFC 3325; before it, `Remote-Party-ID`); null where they do not. */
export function vouchedFor(message: SipMessage): { number: string; name: string } | null {
  const text = headerText(message, "P-Asserted-Identity") || headerText(message, "Remote-Party-ID");
  const places = listAddresses(text).map(({ uri, name }) => ({ number: placeOf(uri).user, name: shown(name, 128) }));
  return places.find(({ number }) => number !== "") ?? null;
}

/** Where a caller can be called back (RFC 3261 section 8.1.1.3); empty where it does not say. */
export function callerUri(message: SipMessage): string {
  const parsed = v.safeParse(NameAddr, readHeader(message, "From"));
  return parsed.success ? parsed.output.uri : "";
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
