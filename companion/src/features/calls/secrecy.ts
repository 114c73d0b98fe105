import type { Encryption, Secrecy } from "@twp/shared/protocol/index.ts";
import type { LegNews, Line } from "./ports.ts";

/** What to do about encryption on that line: keys that would travel in the clear protect nobody and are not offered (RFC 8643 section 3). */
export function encryptionOn({ secure }: Pick<Line, "secure">, wanted: Encryption): Encryption {
  return wanted === "offered" && !secure ? "off" : wanted;
}

/** How the sound is hidden, as far as we can tell: who has seen the signalling has read its keys (RFC 4568 section 8.1). */
export function secrecyOn({ secure }: Pick<Line, "secure">, encrypted: boolean): Secrecy {
  if (!encrypted) return "no";
  return secure ? "to-server" : "keys-in-clear";
}

/** Does an offer have keys for its sound? One that waits for ours may get some. */
export function mayEncrypt(offer: string): boolean {
  return offer === "" || /^a=crypto:/mu.test(offer);
}

/** A peer that refuses what we offer does so because it must be encrypted, where it must: every peer knows our formats. */
export function becauseUnencrypted(news: LegNews): LegNews {
  return news.type === "ended" && news.end === "no-common-codec" ? { ...news, end: "not-encrypted" } : news;
}
