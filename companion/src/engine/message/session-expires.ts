import { paramOf, readNumber, readParams, trimBlanks } from "./grammar.ts";
import type { Headers } from "./message.ts";

/** Who refreshes a session: whoever sent the latest INVITE or UPDATE in it, or the one who answered (RFC 4028 section 4). */
export type Refresher = "uac" | "uas";

/** A Session-Expires value, in seconds. */
export type SessionExpires = { readonly seconds: number; readonly refresher: Refresher | undefined };

/** The shortest interval RFC 4028 allows anybody to ask for (section 4); in seconds. */
export const SHORTEST_SESSION = 90;
const LONGEST_SESSION = 24 * 3600;

/** Reads Session-Expires; undefined when it is missing or malformed. */
export function readSessionExpires(headers: Headers): SessionExpires | undefined {
  const line = headers.get("Session-Expires");
  if (line === undefined) return undefined;
  const semicolon = line.indexOf(";");
  const seconds = readNumber(trimBlanks(semicolon === -1 ? line : line.slice(0, semicolon)), 0x7fff_ffff);
  const params = semicolon === -1 ? [] : readParams(line.slice(semicolon));
  if (seconds === undefined || !params) return undefined;
  const refresher = paramOf(params, "refresher")?.toLowerCase();
  return {
    seconds: Math.min(seconds, LONGEST_SESSION),
    refresher: refresher === "uac" || refresher === "uas" ? refresher : undefined,
  };
}

/** Reads Min-SE, in seconds. */
export function readMinSe(headers: Headers): number {
  const [digits = ""] = (headers.get("Min-SE") ?? "").split(";", 1);
  return Math.max(SHORTEST_SESSION, readNumber(trimBlanks(digits), LONGEST_SESSION) ?? 0);
}

/** Writes a Session-Expires value. */
export function writeSessionExpires({ seconds, refresher }: SessionExpires): string {
  return refresher === undefined ? String(seconds) : `${seconds};refresher=${refresher}`;
}
