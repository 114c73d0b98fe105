import { plainNumber } from "./plain-digits.ts";

/** The schemes of links that call somebody (RFC 3966, RFC 3261 section 19.1; `callto` is what some programs write). */
export const linkSchemes = ["tel", "callto", "sip"] as const;

const form = /^(?:tel|callto|sip):(?:\/\/)?(?<rest>[^?#]*)/iu;
const longest = 256;

/**
 * Whom a link calls, as the dial plan reads it; null where it is malformed. Parameters and headers go: a link names a number, and neither a
 * call to take over (`Replaces`) nor a way to send it. An address keeps its host, a number its digits.
 */
export function readLink(link: string): string | null {
  const { rest = "" } = link.length > longest ? {} : (form.exec(link.trim())?.groups ?? {});
  const named = decoded(rest)?.split(";", 1)[0];
  if (named === undefined || /\p{Cc}/u.test(named)) return null;
  const whom = plainNumber(named).trim();
  if (whom.includes("@")) return /^[^\s@<>"]+@[\w.[\]:-]+$/u.test(whom) ? whom : null;
  const isNumber = /\d|^[*#]/u.test(whom) && /^\+?[\d\s.()/*#-]+$/u.test(whom);
  // `sip:` wants a host, but links without one are written for telephone systems of a house.
  return isNumber ? whom : null;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
