/** One RTP packet (RFC 3550 section 5.1); extensions and contributing sources are skipped. */
export type RtpPacket = Readonly<{
  payloadType: number;
  marker: boolean;
  sequence: number;
  timestamp: number;
  ssrc: number;
  payload: Uint8Array;
}>;

const headerLength = 12;

/** Reads a packet from untrusted bytes. Null where it is none. The payload is a view of the same memory. */
export function parseRtp(bytes: Uint8Array): RtpPacket | null {
  if (bytes.length < headerLength) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint8(0);
  if (first >> 6 !== 2) return null;
  const start = payloadStart(bytes);
  const end = payloadEnd(view, first);
  if (start === null || end === null || start > end) return null;
  const second = view.getUint8(1);
  return {
    payloadType: second & 0x7f,
    marker: second >> 7 === 1,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: bytes.subarray(start, end),
  };
}

/** Where the payload begins, behind contributing sources and an extension; null where the header is none or longer than the packet. */
export function payloadStart(bytes: Uint8Array): number | null {
  const first = bytes[0] ?? 0;
  const fixed = headerLength + (first & 0x0f) * 4;
  if (first >> 6 !== 2 || bytes.length < fixed) return null;
  if ((first & 0x10) === 0) return fixed;
  if (fixed + 4 > bytes.length) return null;
  const start = fixed + 4 + (((bytes[fixed + 2] ?? 0) << 8) | (bytes[fixed + 3] ?? 0)) * 4;
  return start > bytes.length ? null : start;
}

function payloadEnd(view: DataView, first: number): number | null {
  if ((first & 0x20) === 0) return view.byteLength;
  const padding = view.getUint8(view.byteLength - 1);
  return padding === 0 ? null : view.byteLength - padding;
}

/** Writes a packet. */
export function writeRtp(packet: RtpPacket): Uint8Array {
  const bytes = new Uint8Array(headerLength + packet.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x80);
  view.setUint8(1, (packet.marker ? 0x80 : 0) | packet.payloadType);
  view.setUint16(2, packet.sequence);
  view.setUint32(4, packet.timestamp);
  view.setUint32(8, packet.ssrc);
  bytes.set(packet.payload, headerLength);
  return bytes;
}

/** Whether a packet on a shared port is RTCP rather than RTP (RFC 5761 section 4). */
export function isRtcp(bytes: Uint8Array): boolean {
  const type = bytes[1] ?? 0;
  return type >= 192 && type <= 223;
}

/** How far `to` is ahead of `from` on the sequence circle; negative where it is behind. */
export function sequenceDistance(from: number, to: number): number {
  return ((to - from + 0x8000) & 0xffff) - 0x8000;
}

/** How far `to` is ahead of `from` on the timestamp circle; negative where it is behind. */
export function timestampDistance(from: number, to: number): number {
  return (to - from) | 0;
}
