import type { RemoteInfo } from "node:dgram";
import type { Codec, Quality } from "@twp/shared/protocol/calls.ts";
import { codecFacts } from "./codecs.ts";
import type { AssociationFault } from "./dtls/association.ts";
import type { OwnHandshake } from "./handshake-terms.ts";
import type { Way } from "./key-handshake.ts";
import { beginLatch, isSamePlace, judge, type Latch, type Source } from "./latch.ts";
import { haveOneWay, receives, type Agreement } from "./negotiation.ts";
import { watchQuality } from "./quality.ts";
import { countsOf, expected, lost, receive, type Reception } from "./reception.ts";
import { createSessionKeys, type SessionKeys } from "./session-keys.ts";
import { isRtcp, parseRtp, writeRtp, type RtpPacket } from "./rtp.ts";
import {
  middleOf,
  parseReceptionReport,
  parseSenderReport,
  writeGoodbye,
  writeReport,
  type SenderReport,
} from "./rtcp.ts";
import type { SocketPair } from "./sockets.ts";
import { createStream, type Frame, type Stream } from "./stream.ts";
import { parseEvent } from "./telephone-events.ts";

/** What the wire of one call tells. */
export type PeerEvents = Readonly<{
  sound: (codec: Codec, packet: RtpPacket) => void;
  digit: (digit: string) => void;
  /** The first packet of sound has come. */
  arriving: () => void;
  /** Keys of a handshake hide the sound from now on. */
  secured: () => void;
  /** No keys came about that could be trusted. */
  failed: (why: AssociationFault) => void;
}>;

const random32 = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** The RTP session towards the peer (RFC 3550, 3551). It stays deaf and dumb until an agreement. */
export class Peer {
  readonly stream: Stream = createStream(random32(), random32() & 0x7fff, random32());
  readonly #sockets: SocketPair;
  readonly #events: PeerEvents;
  #agreement: Agreement | null = null;
  readonly #keys: SessionKeys;
  #latch: Latch | null = null;
  #reception: Reception | null = null;
  #past = { received: 0, lost: 0 };
  #heard: SenderReport | null = null;
  #lastDigit: number | null = null;
  readonly #quality = watchQuality();
  /** Our last report, by the middle of its NTP time, and when it left. */
  #reported = { middle: 0, at: 0 };
  #heardAt = Number.NEGATIVE_INFINITY;
  #sent = { packets: 0, octets: 0, timestamp: 0, ntp: 0 };
  #fresh = false;
  #arrived = false;

  constructor(sockets: SocketPair, own: OwnHandshake | null, events: PeerEvents) {
    this.#sockets = sockets;
    this.#events = events;
    this.#keys = createSessionKeys(own, {
      send: (way, bytes, to) => this.#transmit(way, bytes, to),
      settled: events.secured,
      failed: events.failed,
      reached: (at) => this.#reach(at),
    });
    sockets.onRtp((bytes, from) => {
      if (this.#keys.takes("sound", bytes, from)) return;
      if (isRtcp(bytes)) this.#takeRtcp(bytes, from);
      else this.#takeRtp(bytes, from);
    });
    sockets.onRtcp((bytes, from) => this.#keys.takes("reports", bytes, from) || this.#takeRtcp(bytes, from));
  }

  /** Packets flow as agreed from now on. */
  agree(next: Agreement): void {
    const moved = !this.#agreement || !isSamePlace(this.#agreement.remote, next.remote);
    if (moved && !isNowhere(next.remote.address)) this.#latch = beginLatch(next.remote);
    this.#agreement = next;
    this.#keys.agree(next);
  }

  /** A checked way is better than a described one. */
  #reach(at: Source): void {
    if (this.#latch === null || !isSamePlace(this.#latch.target, at)) this.#latch = beginLatch(at);
  }

  #transmit(way: Way, bytes: Uint8Array, { address, port }: Source): void {
    if (isNowhere(address)) return;
    if (way === "sound") this.#sockets.sendRtp(bytes, port, address);
    else this.#sockets.sendRtcp(bytes, port, address);
  }

  /** Sends a frame; frames older than what has left are dropped. */
  send(frame: Frame): void {
    if (this.#latch === null) return;
    const packet = this.stream.next(frame, performance.now());
    if (packet === null) return;
    const sealed = this.#keys.sound.seal.rtp(writeRtp(packet));
    if (sealed === null) return;
    this.#transmit("sound", sealed, this.#latch.target);
    const octets = this.#sent.octets + packet.payload.length;
    this.#sent = { packets: this.#sent.packets + 1, octets, timestamp: packet.timestamp, ntp: Date.now() };
  }

  /** The counts over the call; null where nothing came since the last question. */
  takeQuality(): Quality | null {
    if (!this.#fresh || this.#reception === null) return null;
    this.#fresh = false;
    return this.#quality.take(countsOf(this.#past, this.#reception));
  }

  /** Since when nothing has come, on the clock of `performance.now()`. */
  quietSince(): number {
    return this.#heardAt;
  }

  /** Sends an RTCP report; due each five seconds. */
  report(): void {
    const reception = this.#reception;
    const sent = { ssrc: this.stream.ssrc, ...this.#sent };
    this.#reported = { middle: middleOf(sent.ntp), at: performance.now() };
    this.#control(writeReport(sent, reception, this.#heard, performance.now(), `${sent.ssrc}@twp`));
    if (reception === null) return;
    this.#reception = { ...reception, reported: { expected: expected(reception), received: reception.received } };
  }

  /** Takes leave and frees the ports. */
  close(): void {
    this.#control(writeGoodbye(this.stream.ssrc));
    this.#keys.close();
    // The goodbye leaves before its socket goes.
    setImmediate(() => this.#sockets.close());
  }

  #takeRtp(bytes: Uint8Array, from: RemoteInfo): void {
    const opened = this.#keys.sound.open.rtp(bytes);
    const packet = this.#agreement && opened && parseRtp(opened);
    if (!this.#agreement || !this.#latch || !packet) return;
    const codec = this.#agreement.receive.get(packet.payloadType);
    const isEvent = this.#agreement.receiveEvents.has(packet.payloadType);
    const now = performance.now();
    // What we cannot read (comfort noise) shows as well that somebody is there.
    if (from.address === this.#latch.target.address) this.#heardAt = now;
    if (codec === undefined && !isEvent) return;
    const { next, taken } = judge(this.#latch, from, packet, now);
    this.#latch = next;
    if (!taken) return;
    this.#heardAt = now;
    this.#count(packet, codecFacts[codec ?? this.#agreement.codec].clock, now);
    if (codec === undefined) this.#takeEvent(packet);
    else this.#takeSound(codec, packet, this.#agreement);
  }

  #takeSound(codec: Codec, packet: RtpPacket, agreement: Agreement): void {
    if (!this.#arrived) {
      this.#arrived = true;
      this.#events.arriving();
    }
    if (receives(agreement.direction)) this.#events.sound(codec, packet);
  }

  #takeEvent(packet: RtpPacket): void {
    const event = parseEvent(packet.payload);
    // All packets of one press carry the timestamp of its beginning (RFC 4733 section 2.2).
    if (event === null || this.#lastDigit === packet.timestamp) return;
    this.#lastDigit = packet.timestamp;
    this.#events.digit(event.digit);
  }

  #count(packet: RtpPacket, clock: number, now: number): void {
    const before = this.#reception;
    const next = receive(before, packet, clock, now);
    if (before !== null && next.received <= before.received) {
      this.#past = { received: this.#past.received + before.received, lost: this.#past.lost + lost(before) };
    }
    this.#reception = next;
    this.#fresh = true;
  }

  #takeRtcp(sealed: Uint8Array, from: RemoteInfo): void {
    if (from.address !== this.#latch?.target.address) return;
    const bytes = this.#keys.reports().open.rtcp(sealed);
    if (bytes === null) return;
    const now = performance.now();
    const report = parseSenderReport(bytes, now);
    if (report !== null && report.ssrc === this.#reception?.ssrc) this.#heard = report;
    const ofUs = parseReceptionReport(bytes, this.stream.ssrc);
    const { middle, at } = this.#reported;
    if (ofUs !== null) this.#quality.hear(ofUs, ofUs.report !== 0 && ofUs.report === middle ? at : null, now);
  }

  #control(report: Uint8Array): void {
    if (this.#agreement === null || this.#latch === null) return;
    const bytes = this.#keys.reports().seal.rtcp(report);
    const target = controlTarget(this.#agreement, this.#latch.target);
    if (bytes !== null) this.#transmit(target.shared ? "sound" : "reports", bytes, target);
  }
}

function isNowhere(address: string): boolean {
  return address === "0.0.0.0" || address === "::";
}

/** RTCP goes where the description says, or next to where packets really come from. */
function controlTarget({ remote }: Agreement, target: Source): Source & Readonly<{ shared: boolean }> {
  const shared = haveOneWay(remote);
  const beside = shared ? target.port : Math.min(target.port + 1, 65_535);
  return { address: target.address, port: isSamePlace(remote, target) ? remote.rtcpPort : beside, shared };
}
