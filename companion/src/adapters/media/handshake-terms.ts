import type { Fingerprint, Identity } from "./dtls/certificate.ts";
import type { Role } from "./dtls/talk.ts";
import type { IceCredentials, Section, Setup } from "./sdp.ts";

/** What we say of our own part in a handshake: our certificate, made once per start, and where the peer checks the way to us, a name and a password of this session. */
export type OwnHandshake = Readonly<{ identity: Identity; ice: IceCredentials }>;

/** How both sides agreed to agree on keys, packet by packet, where the sound is to flow (RFC 5763). */
export type HandshakeTerms = Readonly<{
  /** Our side of it. */
  role: Role;
  /** Who may be at the other end. */
  announced: readonly Fingerprint[];
  /** The peer's credentials where it checks the way to us (ICE, RFC 8445). */
  ice: IceCredentials | null;
  /** The profile of the section, for later offers. */
  protocol: string;
}>;

/** The profile of our own offers (RFC 5764 section 8). */
export const handshakeProtocol = "UDP/TLS/RTP/SAVP";

/** Is that sound encrypted by keys of a handshake alone? */
export function isHandshake({ protocol }: Pick<Section, "protocol">): boolean {
  return protocol.startsWith("UDP/TLS/");
}

/** Does the section announce who takes part in a handshake? Also plain sound may, for those who can (RFC 8643). */
export function announcesHandshake({ fingerprints, setup }: Section): boolean {
  return fingerprints.length > 0 && setup !== null && setup !== "holdconn";
}

/** What is agreed of an offer: who leaves the choice to us lets us begin, which is quickest (RFC 5763 section 5). */
export function chosenTerms(offer: Section, before: HandshakeTerms | null): HandshakeTerms {
  const same = before !== null && isSamePeer(before, offer) && offer.setup === "actpass";
  const chosen = offer.setup === "active" ? "server" : "client";
  return termsOf(offer, same ? before.role : chosen);
}

/** What is agreed of an answer to an offer of ours that left the choice to the peer. */
export function answeredTerms(answer: Section, before: HandshakeTerms | null): HandshakeTerms {
  const same = before !== null && isSamePeer(before, answer);
  const chosen = answer.setup === "passive" ? "client" : "server";
  return termsOf(answer, same ? before.role : chosen);
}

/** What our answer says of our role. */
export function setupOf({ role }: Pick<HandshakeTerms, "role">): Setup {
  return role === "client" ? "active" : "passive";
}

/** Do both want the same handshake? Then it stays; keys outlive hold and every other change (RFC 8842 section 4). */
export function isSameHandshake(a: HandshakeTerms, b: HandshakeTerms): boolean {
  return a.role === b.role && isSamePeer(a, { fingerprints: b.announced });
}

function isSamePeer({ announced }: HandshakeTerms, { fingerprints }: Pick<Section, "fingerprints">): boolean {
  const texts = (of: readonly Fingerprint[]): string =>
    of
      .map(({ hash, value }) => `${hash} ${value}`)
      .toSorted()
      .join();
  return texts(announced) === texts(fingerprints);
}

function termsOf({ fingerprints, ice, protocol }: Section, role: Role): HandshakeTerms {
  return { role, announced: fingerprints, ice, protocol };
}
