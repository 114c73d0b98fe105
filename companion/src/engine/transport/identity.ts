import { isIP } from "node:net";

/** One value of a certificate's subjectAltName. */
type AltName = { readonly kind: "URI" | "DNS" | "IP"; readonly value: string };

const KINDS: Readonly<Record<string, AltName["kind"]>> = { URI: "URI", DNS: "DNS", "IP Address": "IP" };

/**
 * Whether a certificate speaks for the name that was asked for (RFC 5922 section 7). SIP domains are the `sip:` URIs in it
 * that name no user; DNS names count only where there is none of those. No wildcard counts. An address must stand in it as
 * an address. `subjectAltName` is written as Node writes it.
 */
export function speaksFor(subjectAltName: string | undefined, name: string): boolean {
  const names = readAltNames(subjectAltName ?? "");
  if (isIP(name) !== 0) return names.some(({ kind, value }) => kind === "IP" && sameAddress(value, name));
  const domains = names.filter(({ kind }) => kind === "URI").flatMap(({ value }) => sipDomain(value) ?? []);
  const identities =
    domains.length > 0 ? domains : names.filter(({ kind }) => kind === "DNS").map(({ value }) => value);
  return identities.some((identity) => sameName(identity, name));
}

/** `DNS:a.test, URI:sip:a.test, IP Address:192.0.2.1`; a value with other characters stands there as a JSON string. */
function readAltNames(text: string): AltName[] {
  const names: AltName[] = [];
  for (const [, label = "", quoted, plain = ""] of text.matchAll(
    /(?:^|, )([A-Za-z ]+):(?:("(?:[^"\\]|\\.)*")|([^,]*))/g,
  )) {
    const kind = KINDS[label];
    const value = quoted === undefined ? plain : unquoted(quoted);
    if (kind !== undefined && value !== undefined) names.push({ kind, value });
  }
  return names;
}

function unquoted(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined; // What cannot be read vouches for nothing.
  }
}

/** The domain a URI names; undefined for one of another scheme or of a user (section 7.1). */
function sipDomain(uri: string): string | undefined {
  return /^sip:([^@;?:[\]]+)$/i.exec(uri)?.[1];
}

function sameName(one: string, other: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");
  return plain(one) === plain(other);
}

function sameAddress(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

/** IPv6 addresses have many spellings; the URL parser knows the one. */
function canonical(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname : address;
}
