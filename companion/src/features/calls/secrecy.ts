import type { Encryption, Secrecy } from "@twp/shared/protocol/index.ts";
import type { Keying } from "../sounds/ports.ts";
import type { LegNews, Line } from "./ports.ts";

/** What to do about encryption on that line: keys that would travel in the clear protect nobody and are not offered (RFC 8643 section 3). */
export function encryptionOn({ secure }: Pick<Line, "secure">, wanted: Encryption): Encryption {
  return wanted === "offered" && !secure ? "off" : wanted;
}

/**
 * How the sound is hidden, as far as we can tell: who has seen the signalling has read the keys in it (RFC 4568 section 8.1), and who could
 * change it may be the other end of a handshake (RFC 5763 section 8.1).
 */
export function secrecyOn({ secure }: Pick<Line, "secure">, by: Keying | null): Secrecy {
  switch (by) {
    case null:
      return "no";
    case "keys":
      return secure ? "to-server" : "keys-in-clear";
    case "handshake":
      return secure ? "between-telephones" : "unconfirmed";
  }
}

/** Could the sound of an offer be encrypted? One that waits for ours may. */
export function mayEncrypt(offer: string): boolean {
  return offer === "" || /^a=(?:crypto|fingerprint):/mu.test(offer);
}

/**
 * What the offers insist on that come after one was refused, for a peer that takes encrypted sound only and so refuses an offer of both: keys,
 * where they may be sent at all; then a handshake, which some want and which tells nobody a key.
 */
export function insistingOn({ secure }: Pick<Line, "secure">, wanted: Encryption): readonly Keying[] {
  if (wanted === "off") return [];
  return wanted === "offered" && secure ? ["keys", "handshake"] : ["handshake"];
}

/** Is the call worth another offer? Not where the peer says that it knows no format of ours. */
export function wantsOtherKeying(news: LegNews): boolean {
  return news.type === "ended" && news.objection !== undefined && news.objection !== "formats";
}

/** Where sound must be encrypted, a peer that refuses it so and says nothing of formats cannot: every telephone knows G.711. */
export function becauseUnencrypted(news: LegNews): LegNews {
  return wantsOtherKeying(news) ? { type: "ended", end: "not-encrypted" } : news;
}
