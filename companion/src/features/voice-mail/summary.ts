import { noSummary, type MailSummary } from "@twp/shared/protocol/index.ts";

/** No message summary is longer, in characters; the rest is not looked at. */
const longest = 8192;

/** Reads the body of a message summary (RFC 3842 section 5.2), which anybody may have written; null where it is none. */
export function readSummary(body: string): MailSummary | null {
  const fields = fieldsOf(body.slice(0, longest));
  const waiting = fields.get("messages-waiting")?.toLowerCase();
  if (waiting !== "yes" && waiting !== "no") return null;
  const counts = /^(\d{1,5})\s*\/\s*(\d{1,5})(?!\d)/u.exec(fields.get("voice-message") ?? "");
  return {
    waiting: waiting === "yes",
    fresh: counts === null ? null : Number(counts[1]),
    old: counts === null ? null : Number(counts[2]),
    number: numberOf(fields.get("message-account") ?? noSummary.number),
  };
}

/** The lines up to the first empty one, by their names; of several with one name the first. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/u)) {
    const colon = line.indexOf(":");
    if (colon < 0) break;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** What the user would dial for the account: the user part of its address, where it is a number or a code. */
function numberOf(account: string): string {
  const [, user = ""] = /^<?(?:sips?|tel):([^@;>?\s]+)/iu.exec(account) ?? [];
  const number = user.replaceAll(/%2a/giu, "*").replaceAll("%23", "#");
  return /^\+?[\d*#]{1,32}$/u.test(number) ? number : "";
}
