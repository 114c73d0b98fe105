import { voiceMailCommands, type ImapPlace, type VoiceMail } from "@twp/shared/protocol/voice-mail.ts";
import * as v from "valibot";
import type { TextKey } from "../../texts.ts";
import type { Tone } from "../../ui/avatar.tsx";

/** The mail server as it is being written down; an empty password keeps the stored one. */
export type Draft = Omit<ImapPlace, "port"> & Readonly<{ port: string; password: string }>;

/** The usual ports (RFC 8314 section 3.2, RFC 3501 section 2.1). */
const ports = { tls: "993", starttls: "143" } as const;

/** A form for the server that is set, or for a first one. */
export function draftOf(imap: ImapPlace | null): Draft {
  if (imap === null) return { host: "", port: ports.tls, security: "tls", user: "", folder: "", password: "" };
  return { ...imap, port: String(imap.port), password: "" };
}

/** The same with another encryption; a port that was the usual one stays that. */
export function encryptedBy(draft: Draft, security: ImapPlace["security"]): Draft {
  return { ...draft, security, port: draft.port === ports[draft.security] ? ports[security] : draft.port };
}

/** What the companion is asked for. */
export function wishOf({ port, password, ...rest }: Draft) {
  return { ...rest, port: Number(port), ...(password === "" ? {} : { password }) };
}

/** The fields that the companion would not take. */
export function wrongFields(draft: Draft): readonly string[] {
  const parsed = v.safeParse(voiceMailCommands["voiceMail.useImap"].params, wishOf(draft));
  return parsed.success ? [] : parsed.issues.map((issue) => v.getDotPath(issue) ?? "");
}

/** How the mail server stands, in a chip and a sentence; null where none is set. */
export function serverState({ imap, box }: Pick<VoiceMail, "imap" | "box">): Readonly<{
  tone: Tone;
  text: TextKey;
  reason: TextKey;
  count: number;
}> | null {
  if (imap === null) return null;
  const [text, reason, count] = ["mail-server:connected", "mail-server:holds", box?.size ?? 0] as const;
  if (box === null) return { tone: "warn", text: "mail-server:connecting", reason: "voice-mail:loading", count };
  if (box.fault === null) return { tone: "ok", text, reason, count };
  return { tone: "bad", text: "mail-server:failed", reason: `failures:${box.fault}`, count };
}
