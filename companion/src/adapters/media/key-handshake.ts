import { associate, type Association, type AssociationFault } from "./dtls/association.ts";
import type { Identity } from "./dtls/certificate.ts";
import type { ExchangedKeys } from "./dtls/talk.ts";
import { isSameHandshake, type HandshakeTerms } from "./handshake-terms.ts";
import { isSamePlace, type Source } from "./latch.ts";

/** Sound has a way of its own, and reports theirs where they do not share it; each has its own keys (RFC 5764 section 3). */
export type Way = "sound" | "reports";

export type KeyHandshakeEvents = Readonly<{
  send: (way: Way, datagram: Uint8Array, to: Source) => void;
  /** The keys so far are for somebody else: new ones will come. */
  renewed: () => void;
  settled: (way: Way, keys: ExchangedKeys) => void;
  failed: (why: AssociationFault) => void;
}>;

/** The handshakes of one session, for the keys of its sound. */
export type KeyHandshake = Readonly<{
  /** Begins what was agreed, towards those places; the same terms again change nothing but the places. */
  agree: (terms: HandshakeTerms, places: Readonly<Partial<Record<Way, Source>>>) => void;
  /** Takes a datagram from the network. Never throws. */
  take: (way: Way, datagram: Uint8Array, from: Source) => void;
  /** The peer has found the way to us, and will be found there. */
  reach: (way: Way, at: Source) => void;
  close: () => void;
}>;

type Underway = { readonly association: Association; described: Source; to: Source; heard: boolean };

/** A peer may begin before its answer has come to us: so many datagrams wait for that. */
const mostEarly = 8;

export function createKeyHandshake(identity: Identity, events: KeyHandshakeEvents): KeyHandshake {
  const underway = new Map<Way, Underway>();
  let agreed: HandshakeTerms | null = null;
  let early: (() => void)[] = [];

  const begin = (way: Way, terms: HandshakeTerms, place: Source): void => {
    const association = associate({
      role: terms.role,
      identity,
      announced: terms.announced,
      send: (datagram) => events.send(way, datagram, underway.get(way)?.to ?? place),
      settled: (keys) => events.settled(way, keys),
      // Reports are a help: sound goes on without them, unless somebody else answers for the peer.
      failed: (why) => (way === "sound" || why === "wrong-certificate") && events.failed(why),
    });
    underway.set(way, { association, ...unheard(place) });
  };
  const close = (): void => {
    for (const { association } of underway.values()) association.close();
    underway.clear();
  };
  const take: KeyHandshake["take"] = (way, datagram, from) => {
    const found = underway.get(way);
    if (found === undefined) {
      if (early.length < mostEarly) early.push(() => take(way, datagram, from));
      return;
    }
    // Through a NAT it comes from elsewhere; once the peer was heard, nobody else is.
    if (found.heard && from.address !== found.to.address && from.address !== found.described.address) return;
    found.heard = true;
    found.to = from;
    found.association.take(datagram);
  };
  return {
    agree(terms, places) {
      const renewed = agreed === null || !isSameHandshake(agreed, terms);
      agreed = terms;
      if (renewed) {
        close();
        events.renewed();
      }
      for (const way of ["sound", "reports"] as const) {
        const [place, known] = [places[way], underway.get(way)];
        if (place === undefined) continue;
        if (known === undefined) begin(way, terms, place);
        else if (!isSamePlace(known.described, place)) Object.assign(known, unheard(place));
      }
      for (const again of early.splice(0)) again();
    },
    take,
    reach(way, at) {
      const found = underway.get(way);
      if (found === undefined || isSamePlace(found.to, at)) return;
      found.to = at;
      found.association.repeat();
    },
    close() {
      early = [];
      agreed = null;
      close();
    },
  };
}

/** A peer that is said to be there, and was not heard yet. */
function unheard(place: Source): Omit<Underway, "association"> {
  return { described: place, to: place, heard: false };
}
