import type { CallEnd, Codec } from "@twp/shared/protocol/calls.ts";
import type { Direction } from "../../features/sounds/ports.ts";
import { codecFacts } from "./codecs.ts";
import { codecOf, commonFormats, formatKey, isEvents, offeredFormats } from "./formats.ts";
import { parseDescription, type Description, type Format, type Section } from "./sdp.ts";
import { writeDescription, type OwnAudio, type Refused } from "./sdp-text.ts";

/** One call's offers and answers so far (RFC 3264). A value: every step returns the next. */
export type Negotiation = Readonly<{
  id: string;
  version: number;
  address: string;
  port: number;
  codecs: readonly Codec[];
  /** Payload types stay bound to their codec for the life of the session (RFC 3264 section 8.3.2). Keys of `formatKey`. */
  bound: ReadonlyMap<string, number>;
  /** The sections of the session, by place; ours is the audio one. */
  shape: readonly Section[];
  offered: Readonly<{ direction: Direction; formats: readonly Format[] }> | null;
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
}>;

/** Why a description cannot be used. */
export type Refusal = Readonly<{ refused: Extract<CallEnd, "no-common-codec" | "sound-failed">; why: string }>;

/** A session before its first offer. `id` is a number in decimal digits (RFC 8866 section 5.2). */
export function beginNegotiation(id: string, address: string, port: number, codecs: readonly Codec[]): Negotiation {
  return { id, version: 0, address, port, codecs, bound: new Map(), shape: [], offered: null, agreement: null };
}

/** Our offer, first or later. */
export function makeOffer(now: Negotiation, direction: Direction): Readonly<{ next: Negotiation; sdp: string }> {
  const current = now.agreement?.codec;
  const order = now.codecs.toSorted((a, b) => Number(b === current) - Number(a === current));
  const formats = offeredFormats(order, now.bound);
  const bound = new Map([...now.bound, ...formats.map((format) => [formatKey(format), format.payloadType] as const)]);
  const next = { ...now, version: now.version + 1, bound, offered: { direction, formats } };
  const audio = ownAudio(next, formats, direction, "RTP/AVP", false);
  const place = now.shape.findIndex(isUsable);
  const sections = place === -1 ? [audio] : now.shape.map((section, at) => (at === place ? audio : refuse(section)));
  return { next, sdp: write(next, sections) };
}

/** The peer's answer to our last offer; a provisional answer may be followed by a final one (RFC 3960). */
export function takeAnswer(now: Negotiation, text: string): Readonly<{ next: Negotiation }> | Refusal {
  if (now.offered === null) return { refused: "sound-failed", why: "an answer without an offer" };
  const section = usableSection(parseDescription(text));
  if ("refused" in section) return section;
  const common = commonFormats(section.audio, now.codecs);
  const agreement = agree(now, section, common, now.offered.formats, {
    direction: intersect(now.offered.direction, section),
    heldByPeer: heldByAnswer(now.offered.direction, section, now.agreement?.heldByPeer ?? false),
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
  const section = usableSection(description);
  if ("refused" in section) return section;
  const common = commonFormats(section.audio, now.codecs);
  const direction = intersect(wanted, section);
  const agreement = agree(now, section, common, common, { direction, heldByPeer: !takesSound(section) });
  if ("refused" in agreement) return agreement;
  const formats = answeredFormats(common, agreement);
  const bound = new Map([...now.bound, ...common.map((format) => [formatKey(format), format.payloadType] as const)]);
  const shape = description?.sections ?? [];
  const next = { ...now, version: now.version + 1, bound, shape, offered: null, agreement };
  const audio = ownAudio(next, formats, direction, section.protocol, section.rtcpMux);
  const place = shape.findIndex(isUsable);
  return {
    next,
    sdp: write(
      next,
      shape.map((other, at) => (at === place ? audio : refuse(other))),
    ),
  };
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
  flow: Pick<Agreement, "direction" | "heldByPeer">,
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
  return section.kind === "audio" && section.port > 0 && /^RTP\/AVPF?$/u.test(section.protocol);
}

function usableSection(description: Description | null): (Section & Readonly<{ address: string }>) | Refusal {
  if (description === null) return { refused: "sound-failed", why: "not a session description" };
  const section = description.sections.find(isUsable);
  if (!section) return { refused: "no-common-codec", why: "no sound over plain RTP" };
  const { address } = section;
  return address === null ? { refused: "sound-failed", why: "no address" } : { ...section, address };
}

/** The old way to say hold is an address of zero (RFC 3264 section 8.4). */
function isNowhere(section: Section): boolean {
  return section.address === "0.0.0.0" || section.address === "::";
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

function ownAudio(
  now: Negotiation,
  formats: readonly Format[],
  direction: Direction,
  protocol: string,
  rtcpMux: boolean,
): OwnAudio {
  const described = formats.map((format) => {
    const codec = codecOf(format);
    return { ...format, parameters: isEvents(format) ? "0-15" : codec && codecFacts[codec].parameters };
  });
  return { kind: "audio", protocol, port: now.port, rtcpPort: now.port + 1, rtcpMux, formats: described, direction };
}

function write(now: Negotiation, sections: readonly (OwnAudio | Refused)[]): string {
  return writeDescription({ id: now.id, version: now.version, address: now.address, sections });
}
