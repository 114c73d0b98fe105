/** What stands for itself in the user part of a SIP URI, of what `encodeURIComponent` escapes (RFC 3261 section 25.1). */
const plain = /%(?:24|26|2B|2C|2F|3B|3D|3F)/gu;

/** A user part with everything escaped that does not stand for itself in a SIP URI. */
export function escapeUser(user: string): string {
  return encodeURIComponent(user.toWellFormed()).replace(plain, decodeURIComponent);
}

/** A number is called at the account's own domain; an address where it says. */
export function uriOf(target: string, domain: string): string {
  if (target.includes("@")) return `sip:${target}`;
  return `sip:${escapeUser(target)}@${domain}`;
}
