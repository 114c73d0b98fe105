import type { Codec } from "@twp/shared/protocol/calls.ts";
import type { Direction, Keying } from "../../features/sounds/ports.ts";
import { codecFacts } from "./codecs.ts";
import {
  answeredKeys,
  chosenKeys,
  isSecured,
  offeredKeys,
  openly,
  type OfferedKeys,
  type Secured,
  type Security,
} from "./encryption.ts";
import { codecOf, commonFormats, formatKey, isEvents, offeredFormats } from "./formats.ts";
import { setupOf, type HandshakeTerms } from "./handshake-terms.ts";
import { parseDescription, type Description, type Format, type Section, type Setup } from "./sdp.ts";
import { writeDescription, type OwnAudio, type OwnPart, type Refused } from "./sdp-text.ts";
import type { Refusal } from "./refusal.ts";

/** One call's offers and answers so far (RFC 3264). A value: every step returns the next. */
export type Negotiation = Readonly<{
  id: string;
  version: number;
  address: string;
  port: number;
  codecs: readonly Codec[];
  security: Security;
  /** Payload types stay bound to their codec for the life of the session (RFC 3264 section 8.3.2). Keys of `formatKey`. */
  bound: ReadonlyMap<string, number>;
  /** The sections of the session, and which of them is the sound. */
  shape: readonly Section[];
  place: number;
  offered: Readonly<{ direction: Direction; formats: readonly Format[]; keys: OfferedKeys }> | null;
  agreement: Agreement | null;
}>;

/** What both sides agreed on. */
export type Agreement = Readonly<{
  /** The codec we send. */
  codec: Codec;
  sendPayloadType: number;
  /** What may arrive: any codec both know (RFC 3264 section 6.1). */
  receive: ReadonlyMap<number, Codec>;
  /** Payload types of arriving telephone events. */
  receiveEvents: ReadonlySet<number>;
  /** How digits leave, where the peer knows them. */
  sendEvents: Readonly<{ payloadType: number; clock: number }> | null;
  remote: Readonly<{ address: string; port: number; rtcpPort: number }>;
  /** Our direction as it was agreed. */
  direction: Direction;
  heldByPeer: boolean;
}> &
  Secured;

/** Do the peer's reports and its sound share a port (RFC 5761)? */
export function haveOneWay({ port, rtcpPort }: Agreement["remote"]): boolean {
  return port === rtcpPort;
}

/** A session before its first offer. `id` is a number in decimal digits (RFC 8866 section 5.2). */
export function beginNegotiation(
  id: string,
  address: string,
  port: number,
  codecs: readonly Codec[],
  security: Security = openly,
): Negotiation {
  const nothing = { version: 0, bound: new Map(), shape: [], place: 0, offered: null, agreement: null };
  return { ...nothing, id, address, port, codecs, security };
}

/** Our offer, first or later. */
export function makeOffer(
  now: Negotiation,
  direction: Direction,
  only?: Keying,
): Readonly<{ next: Negotiation; sdp: string }> {
  const current = now.agreement?.codec;
  const order = now.codecs.toSorted((a, b) => Number(b === current) - Number(a === current));
  const formats = offeredFormats(order, now.bound);
  const keys = offeredKeys(now.security, now.agreement, only);
  const agreed = now.agreement;
  // Of a handshake, reports would need another one of their own, on their own port (RFC 5764 section 3).
  const rtcpMux = keys.handshake && keys.keys.length === 0 && (agreed === null || haveOneWay(agreed.remote));
  const handshake = keys.handshake ? ownPart(now.security, "actpass", agreed?.handshake ?? null) : null;
  const bound = new Map([...now.bound, ...formats.map((format) => [formatKey(format), format.payloadType] as const)]);
  const next = { ...now, version: now.version + 1, bound, offered: { direction, formats, keys } };
  const audio = ownAudio(next, { ...keys, formats, direction, rtcpMux, handshake });
  return { next, sdp: writeIn(next, now.shape.length === 0 ? [audio] : inPlace(next, audio)) };
}

/** The peer's answer to our last offer; a provisional answer may be followed by a final one (RFC 3960). */
export function takeAnswer(now: Negotiation, text: string): Readonly<{ next: Negotiation }> | Refusal {
  const { offered } = now;
  if (offered === null) return { refused: "sound-failed", why: "an answer without an offer" };
  const description = parseDescription(text);
  const section = reachable(description, description?.sections.find(isUsable));
  if ("refused" in section) return section;
  const keys = answeredKeys(now.security, offered.keys, section, now.agreement);
  if ("refused" in keys) return keys;
  const common = commonFormats(section.audio, now.codecs);
  const agreement = agree(now, section, common, offered.formats, {
    direction: intersect(offered.direction, section),
    heldByPeer: heldByAnswer(offered.direction, section, now.agreement?.heldByPeer ?? false),
    ...keys.agreed,
  });
  return "refused" in agreement ? agreement : { next: { ...now, agreement } };
}

/** Our answer to the peer's offer: the first of its codecs that we know, and its telephone events. */
export function makeAnswer(
  now: Negotiation,
  text: string,
  wanted: Direction,
): Readonly<{ next: Negotiation; sdp: string }> | Refusal {
  const description = parseDescription(text);
  const shape = description?.sections ?? [];
  const place = soundAmong(now.security, shape, now.agreement);
  const section = reachable(description, shape[place]);
  if ("refused" in section) return section;
  const keys = chosenKeys(now.security, section, now.agreement);
  if ("refused" in keys) return keys;
  const common = commonFormats(section.audio, now.codecs);
  const direction = intersect(wanted, section);
  const flow = { direction, heldByPeer: !takesSound(section), ...keys.agreed };
  const agreement = agree(now, section, common, common, flow);
  if ("refused" in agreement) return agreement;
  const formats = answeredFormats(common, agreement);
  const bound = new Map([...now.bound, ...common.map((format) => [formatKey(format), format.payloadType] as const)]);
  const next = { ...now, version: now.version + 1, bound, shape, place, offered: null, agreement };
  const { protocol, rtcpMux } = section;
  const terms = keys.agreed.handshake;
  const handshake = terms && ownPart(now.security, setupOf(terms), terms);
  const audio = ownAudio(next, { formats, direction, protocol, rtcpMux, keys: keys.ours, handshake });
  return { next, sdp: writeIn(next, inPlace(next, audio)) };
}

/** Our section where the session has its sound, everything else refused in its own place. */
function inPlace({ shape, place }: Negotiation, audio: OwnAudio): readonly (OwnAudio | Refused)[] {
  return shape.map((section, at) => (at === place ? audio : refuse(section)));
}

/** Whether the direction lets us send. */
export function sends(direction: Direction): boolean {
  return direction === "sendrecv" || direction === "sendonly";
}

/** Whether the direction lets us receive. */
export function receives(direction: Direction): boolean {
  return direction === "sendrecv" || direction === "recvonly";
}

/** One codec, so that neither side wonders which one to send, and the digits that go with it. */
function answeredFormats(common: readonly Format[], agreement: Agreement): readonly Format[] {
  return common.filter(
    (format) =>
      format.payloadType === agreement.sendPayloadType || format.payloadType === agreement.sendEvents?.payloadType,
  );
}

function agree(
  now: Negotiation,
  section: Section & Readonly<{ address: string }>,
  common: readonly Format[],
  ours: readonly Format[],
  flow: Pick<Agreement, "direction" | "heldByPeer" | keyof Secured>,
): Agreement | Refusal {
  const audio = common.find((format) => !isEvents(format));
  const codec = audio && codecOf(audio);
  if (!audio || !codec) return { refused: "no-common-codec", why: "no codec of the peer is ours" };
  const digits = common.filter(isEvents);
  const sendEvents = digits.find((format) => format.clock === audio.clock) ?? digits[0] ?? null;
  // Some phones send with the numbers of their own answer rather than ours: both are understood, ours first.
  const understood = [...common, ...ours];
  return {
    codec,
    sendPayloadType: audio.payloadType,
    receive: new Map(
      understood.flatMap((format) => {
        const known = codecOf(format);
        return known && now.codecs.includes(known) ? [[format.payloadType, known] as const] : [];
      }),
    ),
    receiveEvents: new Set(understood.filter(isEvents).map((format) => format.payloadType)),
    sendEvents: sendEvents && { payloadType: sendEvents.payloadType, clock: sendEvents.clock },
    remote: {
      address: section.address,
      port: section.port,
      rtcpPort: section.rtcpMux ? section.port : (section.rtcpPort ?? Math.min(section.port + 1, 65_535)),
    },
    ...flow,
  };
}

// sections and directions

function isUsable(section: Section): boolean {
  return section.kind === "audio" && section.port > 0 && /^(?:RTP\/S?|UDP\/TLS\/RTP\/S)AVPF?$/u.test(section.protocol);
}

/** Which section to speak in: a peer may offer the same sound encrypted and plain side by side. */
function soundAmong(security: Security, sections: readonly Section[], before: Secured | null): number {
  const usable = sections.map((section) => (isUsable(section) ? chosenKeys(security, section, before) : null));
  const encrypted = usable.findIndex((keys) => keys !== null && "agreed" in keys && isSecured(keys.agreed));
  if (encrypted !== -1) return encrypted;
  const plain = usable.findIndex((keys) => keys !== null && "agreed" in keys);
  return plain === -1 ? sections.findIndex(isUsable) : plain;
}

function reachable(
  description: Description | null,
  section: Section | undefined,
): (Section & Readonly<{ address: string }>) | Refusal {
  if (description === null) return { refused: "sound-failed", why: "not a session description" };
  if (section === undefined) return { refused: "no-common-codec", why: "no sound over RTP" };
  const { address } = section;
  return address === null ? { refused: "sound-failed", why: "no address" } : { ...section, address };
}

/** The old way to say hold is an address of zero (RFC 3264 section 8.4); who checks the way first says so of an address it does not know yet. */
function isNowhere({ address, ice }: Section): boolean {
  return ice === null && (address === "0.0.0.0" || address === "::");
}

function takesSound(section: Section): boolean {
  return receives(section.direction) && !isNowhere(section);
}

/** Our direction: what we want and the peer lets us (RFC 3264 section 6.1). */
function intersect(wanted: Direction, peer: Section): Direction {
  const sending = sends(wanted) && takesSound(peer);
  const receiving = receives(wanted) && sends(peer.direction);
  if (sending) return receiving ? "sendrecv" : "sendonly";
  return receiving ? "recvonly" : "inactive";
}

/** An answer to `inactive` can only be `inactive`: it tells nothing, so what we knew before stands. */
function heldByAnswer(offered: Direction, peer: Section, before: boolean): boolean {
  return sends(offered) ? !takesSound(peer) : before;
}

// our own words

function refuse(section: Section): Refused {
  return { kind: "refused", media: section.kind, protocol: section.protocol, formats: section.formats || "0" };
}

function ownPart({ handshake }: Security, setup: Setup, terms: HandshakeTerms | null): OwnPart | null {
  return handshake && { fingerprint: handshake.identity.fingerprint, setup, ice: terms?.ice ? handshake.ice : null };
}

function ownAudio(
  now: Negotiation,
  {
    formats,
    ...rest
  }: Pick<OwnAudio, "direction" | "protocol" | "rtcpMux" | "keys" | "handshake"> &
    Readonly<{ formats: readonly Format[] }>,
): OwnAudio {
  const described = formats.map((format) => {
    const codec = codecOf(format);
    return { ...format, parameters: isEvents(format) ? "0-15" : codec && codecFacts[codec].parameters };
  });
  const { mid = null, bundled = false } = now.shape[now.place] ?? {};
  return { kind: "audio", port: now.port, rtcpPort: now.port + 1, formats: described, mid, bundled, ...rest };
}

function writeIn(now: Negotiation, sections: readonly (OwnAudio | Refused)[]): string {
  return writeDescription({ id: now.id, version: now.version, address: now.address, sections });
}
