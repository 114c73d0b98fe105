import type { AssociationFault } from "./dtls/association.ts";
import { answerCheck } from "./ice-lite.ts";
import type { HandshakeTerms, OwnHandshake } from "./handshake-terms.ts";
import { createKeyHandshake, type Way } from "./key-handshake.ts";
import type { Source } from "./latch.ts";
import { haveOneWay, type Agreement } from "./negotiation.ts";
import { createProtection, type Protection } from "./protection.ts";

export type SessionKeysEvents = Readonly<{
  send: (way: Way, bytes: Uint8Array, to: Source) => void;
  /** The handshake has brought its keys: what is said from now on is hidden by them. */
  settled: () => void;
  failed: (why: AssociationFault) => void;
  /** The peer has checked the way and speaks from there. */
  reached: (at: Source) => void;
}>;

/** What hides the packets of one session, whether its keys stand in the descriptions or come by a handshake, or nothing does. */
export type SessionKeys = Readonly<{
  agree: (agreement: Agreement) => void;
  /** Takes what is not sound but for its keys or its way (RFC 7983 section 7); false for everything else. Never throws. */
  takes: (way: Way, bytes: Uint8Array, from: Source) => boolean;
  sound: Pick<Protection, "seal" | "open">;
  reports: () => Pick<Protection, "seal" | "open">;
  close: () => void;
}>;

/** Without a part of our own in handshakes none is agreed upon, and none is taken. */
export function createSessionKeys(own: OwnHandshake | null, events: SessionKeysEvents): SessionKeys {
  const protections: Record<Way, Protection> = { sound: createProtection(), reports: createProtection() };
  let terms: HandshakeTerms | null = null;
  let shared = true;
  const handshake =
    own &&
    createKeyHandshake(own.identity, {
      send: events.send,
      failed: events.failed,
      renewed() {
        for (const protection of Object.values(protections)) protection.wait();
      },
      settled(way, keys) {
        protections[way].agree(keys);
        if (way === "sound") events.settled();
      },
    });
  const check = (way: Way, bytes: Uint8Array, from: Source): void => {
    const checked = own && terms?.ice ? answerCheck(bytes, own.ice, terms.ice, from) : null;
    if (checked === null) return;
    events.send(way, checked.response, from);
    if (!checked.nominates) return;
    handshake?.reach(way, from);
    if (way === "sound") events.reached(from);
  };
  return {
    agree(agreement) {
      const { remote } = agreement;
      terms = agreement.handshake;
      if (terms === null || handshake === null) {
        handshake?.close();
        shared = true;
        return protections.sound.agree(agreement.keys);
      }
      shared = haveOneWay(remote);
      const place = { address: remote.address, port: remote.port };
      const beside = { address: remote.address, port: remote.rtcpPort };
      handshake.agree(terms, shared ? { sound: place } : { sound: place, reports: beside });
    },
    takes(way, bytes, from) {
      const first = bytes[0] ?? 0;
      if (first < 4) check(way, bytes, from);
      else if (first >= 20 && first < 64) handshake?.take(way, bytes, from);
      else return false;
      return true;
    },
    sound: protections.sound,
    reports: () => protections[shared ? "sound" : "reports"],
    close: () => handshake?.close(),
  };
}
