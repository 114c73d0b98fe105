/** Known header fields in the order they are written: routing first, then the dialog, extensions, and the body last. */
const KNOWN = [
  "Via",
  "Route",
  "Record-Route",
  "Max-Forwards",
  "Proxy-Require",
  "From",
  "To",
  "Call-ID",
  "CSeq",
  "Contact",
  "RSeq",
  "RAck",
  "Request-Disposition",
  "Accept-Contact",
  "Reject-Contact",
  "Expires",
  "Date",
  "Retry-After",
  "Timestamp",
  "Min-Expires",
  "Subject",
  "Priority",
  "Call-Info",
  "Organization",
  "Server",
  "User-Agent",
  "In-Reply-To",
  "Accept",
  "Accept-Encoding",
  "Accept-Language",
  "Allow",
  "Require",
  "Supported",
  "Unsupported",
  "Event",
  "Allow-Events",
  "Subscription-State",
  "Proxy-Authenticate",
  "Proxy-Authentication-Info",
  "Proxy-Authorization",
  "Authorization",
  "WWW-Authenticate",
  "Authentication-Info",
  "Error-Info",
  "Warning",
  "Refer-To",
  "Referred-By",
  "Replaces",
  "Session-Expires",
  "Min-SE",
  "Path",
  "Service-Route",
  "Reason",
  "Security-Client",
  "Security-Server",
  "Security-Verify",
  "Privacy",
  "SIP-ETag",
  "SIP-If-Match",
  "MIME-Version",
  "Content-Type",
  "Content-Encoding",
  "Content-Language",
  "Content-Disposition",
  "Content-Length",
];

/** RFC 3261 section 7.3.3 and the registrations since. */
const COMPACT: Readonly<Record<string, string>> = {
  a: "Accept-Contact",
  b: "Referred-By",
  c: "Content-Type",
  d: "Request-Disposition",
  e: "Content-Encoding",
  f: "From",
  i: "Call-ID",
  j: "Reject-Contact",
  k: "Supported",
  l: "Content-Length",
  m: "Contact",
  o: "Event",
  r: "Refer-To",
  s: "Subject",
  t: "To",
  u: "Allow-Events",
  v: "Via",
  x: "Session-Expires",
};

const bySpelling = new Map<string, string>(KNOWN.map((name) => [name, name]));
const byLowerCase = new Map<string, string>([
  ...KNOWN.map((name): [string, string] => [name.toLowerCase(), name]),
  ...Object.entries(COMPACT),
]);
const ranks = new Map<string, number>(KNOWN.map((name, rank) => [name, rank]));

/** The one spelling the engine uses for a known header field, in any case or compact form (RFC 3261 section 7.3.1). */
export function canonicalName(name: string): string {
  return bySpelling.get(name) ?? byLowerCase.get(name.toLowerCase()) ?? name;
}

/** How an unknown header field is written out: `p-charge-info` becomes `P-Charge-Info`, a name in `X-` stays as typed. */
export function writtenName(name: string): string {
  const known = canonicalName(name);
  if (ranks.has(known) || /^x-/i.test(name)) return known;
  return name.replaceAll(/(^|-)([a-z])/g, (_match, dash: string, letter: string) => dash + letter.toUpperCase());
}

/** Where a header field stands in a message the engine composes; unknown ones come after `Content-Length`. */
export function rankOf(name: string): number {
  return ranks.get(name) ?? KNOWN.length;
}
