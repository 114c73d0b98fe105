/**
 * What may leave of a message: no password's proof, no key, no name, and of a number its last two digits. Whoever helps with a fault needs the
 * course of a call and its parameters, not who called whom.
 */
export function redacted(text: string): string {
  return rules.reduce((left, [what, instead]) => left.replace(what, instead as string), text);
}

type Rule = readonly [RegExp, string | ((...found: string[]) => string)];

const hidden = "…";

const rules: readonly Rule[] = [
  // Proofs of a password, and what they were made of (RFC 3261 section 20.7, 20.28).
  [/^((?:proxy-)?authorization|authentication-info)([ \t]*:).*$/gimu, `$1$2 ${hidden}`],
  [/\b(nonce|nextnonce|opaque)\s*=\s*"[^"]*"/giu, `$1="${hidden}"`],
  // Keys of the sound (RFC 4568, RFC 8445), and what would let somebody listen in.
  [/^(a=crypto:\d+ \S+ inline:).*$/gimu, `$1${hidden}`],
  [/^(a=ice-(?:pwd|ufrag):).*$/gimu, `$1${hidden}`],
  [/^(a=fingerprint:\S+ ).*$/gimu, `$1${hidden}`],
  // Names people gave themselves.
  [/"(?:[^"\\]|\\.)*"(?=\s*<)/gu, `"${hidden}"`],
  [/^([\w-]+[ \t]*:[ \t]*)[^<"\r\n:;=]*(?=<(?:sips?|tel):)/gimu, "$1"],
  [/^(subject|s|organization)([ \t]*:).*$/gimu, `$1$2 ${hidden}`],
  [/^(o=)\S+/gmu, `$1${hidden}`],
  [/^(s=).+$/gmu, `$1${hidden}`],
  // Who is called, wherever it stands: in headers, in a URI's own headers, in the first line.
  [
    /\b(sips?|sip%3a|tel)(:|%3A)([^@;>\s"?,]+)(?=@|%40)/giu,
    (_, scheme = "", colon = "", user = "") => `${scheme}${colon}${masked(user)}`,
  ],
  [/\btel:([^;>\s"?,]+)/giu, (_, number = "") => `tel:${masked(number)}`],
];

/** A password in the user part is gone with it. */
function masked(user: string): string {
  const [name = ""] = user.split(":");
  const digits = decoded(name).replace(/\D/gu, "");
  return digits.length > 2 ? `${hidden}${digits.slice(-2)}` : hidden;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
