import { expected, lost, type Reception } from "./reception.ts";

/** What we have sent, for a sender report. `ntp` is wall clock time in milliseconds since 1970. */
export type Sent = Readonly<{ ssrc: number; packets: number; octets: number; timestamp: number; ntp: number }>;

/** The peer's last sender report: the middle of its NTP time, and when it came (milliseconds). */
export type SenderReport = Readonly<{ ssrc: number; middle: number; at: number }>;

const epoch1900 = 2_208_988_800;

/**
 * Our report: a sender report where we have sent, else a receiver report, with our name (RFC 3550 sections 6.4 and 6.5).
 * `now` is on the clock of `heard.at`.
 */
export function writeReport(
  sent: Sent,
  reception: Reception | null,
  heard: SenderReport | null,
  now: number,
  name: string,
): Uint8Array {
  const blocks = reception === null ? [] : [reportBlock(reception, heard, now)];
  const report =
    sent.packets > 0 ? senderReport(sent, blocks) : packet(201, blocks.length, [word(sent.ssrc), ...blocks]);
  return join([report, sourceDescription(sent.ssrc, name)]);
}

/** Says that we leave (RFC 3550 section 6.6), after an empty receiver report as compound packets demand. */
export function writeGoodbye(ssrc: number): Uint8Array {
  return join([packet(201, 0, [word(ssrc)]), packet(203, 1, [word(ssrc)])]);
}

/** What a peer reports of what it has received from us. */
export type ReceptionReport = Readonly<{
  /** What got lost since its last report, in 256ths. */
  fraction: number;
  /** Which of our reports it has heard last: the middle of that one's NTP time; 0 for none. */
  report: number;
  /** How long it has kept that one before it sent this, in milliseconds. */
  delay: number;
}>;

/** Finds the sender report in untrusted bytes; null where there is none. */
export function parseSenderReport(bytes: Uint8Array, now: number): SenderReport | null {
  for (const { type, view } of packetsIn(bytes)) {
    if (type === 200 && view.byteLength >= 28) {
      return { ssrc: view.getUint32(4), middle: view.getUint32(10), at: now };
    }
  }
  return null;
}

/** Where the blocks begin in a sender report and in a receiver report. */
const firstBlock: Readonly<Record<number, number>> = { 200: 28, 201: 8 };

/** Finds in untrusted bytes what is reported of the source `ssrc`; null where nothing is. */
export function parseReceptionReport(bytes: Uint8Array, ssrc: number): ReceptionReport | null {
  for (const { type, count, view } of packetsIn(bytes)) {
    const first = firstBlock[type];
    if (first === undefined) continue;
    const end = Math.min(view.byteLength, first + count * 24);
    for (let at = first; at + 24 <= end; at += 24) {
      if (view.getUint32(at) !== ssrc) continue;
      const delay = (view.getUint32(at + 20) / 65_536) * 1000;
      return { fraction: view.getUint8(at + 4), report: view.getUint32(at + 16), delay };
    }
  }
  return null;
}

/** The middle 32 bits of a time (milliseconds since 1970) in NTP's form. */
export function middleOf(ntp: number): number {
  const { seconds, fraction } = ntpOf(ntp);
  return (((seconds & 0xffff) << 16) | (fraction >>> 16)) >>> 0;
}

/** The packets of a compound; where one is cut short, it and what follows are left out. */
function* packetsIn(bytes: Uint8Array): Generator<Readonly<{ type: number; count: number; view: DataView }>> {
  const whole = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = (whole.getUint16(at + 2) + 1) * 4;
    const first = whole.getUint8(at);
    if (first >> 6 !== 2 || at + length > bytes.length) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, length);
    yield { type: whole.getUint8(at + 1), count: first & 0x1f, view };
    at += length;
  }
}

function ntpOf(time: number): Readonly<{ seconds: number; fraction: number }> {
  return {
    seconds: Math.floor(time / 1000) + epoch1900,
    fraction: Math.floor(((time % 1000) / 1000) * 2 ** 32),
  };
}

function senderReport(sent: Sent, blocks: readonly Uint8Array[]): Uint8Array {
  const { seconds, fraction } = ntpOf(sent.ntp);
  const words = [sent.ssrc, seconds, fraction, sent.timestamp, sent.packets, sent.octets];
  return packet(200, blocks.length, [...words.map(word), ...blocks]);
}

function reportBlock(reception: Reception, heard: SenderReport | null, now: number): Uint8Array {
  const fresh = heard?.ssrc === reception.ssrc ? heard : null;
  const delay = fresh === null ? 0 : Math.round(((now - fresh.at) / 1000) * 65_536);
  const missing = Math.min(lost(reception), 0x7fffff);
  const words = [
    reception.ssrc,
    ((fractionLost(reception) << 24) | missing) >>> 0,
    reception.highest >>> 0,
    Math.round(reception.jitter),
    fresh?.middle ?? 0,
    delay,
  ];
  return join(words.map(word));
}

/** Since the last report, in 256ths (A.3). */
function fractionLost(reception: Reception): number {
  const due = expected(reception) - reception.reported.expected;
  const missing = due - (reception.received - reception.reported.received);
  return due <= 0 || missing <= 0 ? 0 : Math.min(255, Math.floor((missing * 256) / due));
}

function sourceDescription(ssrc: number, name: string): Uint8Array {
  const text = new TextEncoder().encode(name).subarray(0, 255);
  const item = new Uint8Array(Math.ceil((2 + text.length + 1) / 4) * 4);
  item.set([1, text.length, ...text]);
  return packet(202, 1, [word(ssrc), item]);
}

function packet(type: number, count: number, parts: readonly Uint8Array[]): Uint8Array {
  const body = join(parts);
  return join([Uint8Array.of(0x80 | count, type, body.length >> 10, (body.length >> 2) & 0xff), body]);
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value >>> 0);
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
