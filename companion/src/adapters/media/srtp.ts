import { suiteFacts, type MasterKey } from "./keys.ts";
import { arrive, indexOf, isRepeated, type Arrived } from "./replay.ts";
import { payloadStart } from "./rtp.ts";
import { cipherFor } from "./srtp-cipher.ts";

/** Seals what leaves (RFC 3711 section 3.3). */
export type Sealer = Readonly<{ rtp: (packet: Uint8Array) => Uint8Array; rtcp: (packet: Uint8Array) => Uint8Array }>;

/** Opens what arrives, from untrusted bytes; null for what was not sealed with this key, was changed on its way, or comes again. Never throws. */
export type Opener = Readonly<{
  rtp: (packet: Uint8Array) => Uint8Array | null;
  rtcp: (packet: Uint8Array) => Uint8Array | null;
}>;

/** How far the streams of one direction have come; it outlives a key, for the rollover counter does (RFC 3711 section 3.3.1). */
export type Progress = Map<number, number>;

/** So many sources are told apart; a peer has one, and another after a transfer behind our back. */
const mostSources = 16;

const encrypted = 0x8000_0000;

/** Seals with that key. `progress` has the highest index of each source that was sent. */
export function createSealer(key: MasterKey, progress: Progress): Sealer {
  const [rtp, rtcp] = [cipherFor(key, "rtp"), cipherFor(key, "rtcp")];
  let reports = 0;
  return {
    rtp(packet) {
      const view = viewOf(packet);
      const [sequence, ssrc] = [view.getUint16(2), view.getUint32(8)];
      const highest = progress.get(ssrc) ?? sequence;
      const index = indexOf(highest, sequence);
      progress.set(ssrc, Math.max(highest, index));
      const start = payloadStart(packet) ?? packet.length;
      const header = packet.subarray(0, start);
      return Buffer.concat([header, ...rtp.seal(header, packet.subarray(start), { ssrc, index }, rolloverOf(index))]);
    },
    rtcp(packet) {
      reports = (reports + 1) & 0x7fff_ffff;
      const header = packet.subarray(0, 8);
      const place = { ssrc: viewOf(packet).getUint32(4), index: reports };
      const trailer = word((encrypted | reports) >>> 0);
      const [sealed, tag] = rtcp.seal(header, packet.subarray(8), place, trailer);
      return Buffer.concat(isGcm(key) ? [header, sealed, tag, trailer] : [header, sealed, trailer, tag]);
    },
  };
}

/** Opens with that key. `progress` has the highest index of each source that came. */
export function createOpener(key: MasterKey, progress: Progress): Opener {
  const rtp = openRtp(key, progress);
  const rtcp = openRtcp(key);
  return { rtp, rtcp };
}

function openRtp(key: MasterKey, progress: Progress): Opener["rtp"] {
  const cipher = cipherFor(key, "rtp");
  const seen = new Map<number, Arrived>();
  return (packet) => {
    const parts = splitRtp(packet, key);
    if (parts === null) return null;
    const { header, sealed, tag, sequence, ssrc } = parts;
    const known = seen.get(ssrc);
    for (const index of indicesOf(progress.get(ssrc), known, sequence)) {
      if (known !== undefined && isRepeated(known, index)) continue;
      const body = cipher.open(header, sealed, tag, { ssrc, index }, rolloverOf(index));
      if (body === null) continue;
      seen.set(ssrc, arrive(known ?? null, index));
      progress.set(ssrc, Math.max(index, known === undefined ? index : (progress.get(ssrc) ?? index)));
      forgetOldest(seen);
      forgetOldest(progress);
      return Buffer.concat([header, body]);
    }
    return null;
  };
}

/** A peer that changes its key may count on, as it must, or begin anew, as many do: its first packet shows which. */
function indicesOf(highest: number | undefined, known: Arrived | undefined, sequence: number): readonly number[] {
  const expected = indexOf(known?.highest ?? highest ?? sequence, sequence);
  return known === undefined && expected !== sequence ? [expected, sequence] : [expected];
}

function openRtcp(key: MasterKey): Opener["rtcp"] {
  const cipher = cipherFor(key, "rtcp");
  const seen = new Map<number, Arrived>();
  return (packet) => {
    const parts = splitRtcp(packet, key);
    if (parts === null) return null;
    const { header, sealed, tag, trailer, ssrc } = parts;
    const flagged = viewOf(trailer).getUint32(0);
    const index = flagged & 0x7fff_ffff;
    const known = seen.get(ssrc);
    if (flagged < encrypted || (known !== undefined && isRepeated(known, index))) return null;
    const body = cipher.open(header, sealed, tag, { ssrc, index }, trailer);
    if (body === null) return null;
    seen.set(ssrc, arrive(known ?? null, index));
    forgetOldest(seen);
    return Buffer.concat([header, body]);
  };
}

/** Behind the sealed part stand the key's identifier and the tag, of GCM the tag first (RFC 3711 section 3.1, RFC 7714 section 8.2). */
function splitRtp(packet: Uint8Array, key: MasterKey) {
  const start = payloadStart(packet);
  const rest = start === null ? null : splitTail(packet.subarray(start), key, suiteFacts[key.suite].rtpTag);
  if (start === null || rest === null) return null;
  const view = viewOf(packet);
  return { ...rest, header: packet.subarray(0, start), sequence: view.getUint16(2), ssrc: view.getUint32(8) };
}

/** With the index before them, of GCM between them (RFC 3711 section 3.4, RFC 7714 section 9.2). */
function splitRtcp(packet: Uint8Array, key: MasterKey) {
  const { rtcpTag } = suiteFacts[key.suite];
  const own = key.identifier.length;
  const at = packet.length - own - 4 - (isGcm(key) ? 0 : rtcpTag);
  if (at < 8 + (isGcm(key) ? rtcpTag : 0) || (packet[0] ?? 0) >> 6 !== 2) return null;
  const trailer = packet.subarray(at, at + 4);
  const rest = splitTail(Buffer.concat([packet.subarray(8, at), packet.subarray(at + 4)]), key, rtcpTag);
  return rest && { ...rest, trailer, header: packet.subarray(0, 8), ssrc: viewOf(packet).getUint32(4) };
}

function splitTail(rest: Uint8Array, key: MasterKey, tagLength: number) {
  const { identifier } = key;
  const end = rest.length - tagLength - identifier.length;
  if (end < 0) return null;
  const [tagAt, identifierAt] = isGcm(key) ? [end, end + tagLength] : [end + identifier.length, end];
  if (Buffer.compare(rest.subarray(identifierAt, identifierAt + identifier.length), identifier) !== 0) return null;
  return { sealed: rest.subarray(0, end), tag: rest.subarray(tagAt, tagAt + tagLength) };
}

function isGcm({ suite }: MasterKey): boolean {
  return suiteFacts[suite].cipher === "gcm";
}

/** The rollover counter, which is proven with a packet and not sent (RFC 3711 section 4.2). */
function rolloverOf(index: number): Uint8Array {
  return index < 0x10000 ? word(0) : word(Math.floor(index / 0x10000) >>> 0);
}

function forgetOldest(sources: Map<number, unknown>): void {
  const [oldest] = sources.keys();
  if (sources.size > mostSources && oldest !== undefined) sources.delete(oldest);
}

function word(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
