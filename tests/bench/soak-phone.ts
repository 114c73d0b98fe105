import { createSocket } from "node:dgram";
import { decodeMuLaw, encodeMuLaw } from "../../companion/src/adapters/media/g711.ts";
import { parseRtp, sequenceDistance, writeRtp } from "../../companion/src/adapters/media/rtp.ts";
import { amplitudeOf } from "../peers/tone.ts";
import { plainSdp, preciseNow, startSipPeer } from "./sip-peer.ts";

/** What came in a stretch of the call. */
export type Stretch = Readonly<{
  packets: number;
  lost: number;
  /** The longest time without a packet, in milliseconds. */
  longestPause: number;
  /** By how much the quickest packet came later than its timestamp would have it, in milliseconds; only differences of two stretches mean something. */
  delay: number;
  /** The voice's amplitude, second by second. */
  levels: readonly number[];
}>;

/** A telephone that takes one call in PCMU, says a tone for as long as it lasts, and counts what comes. */
export type SoakPhone = Readonly<{
  port: number;
  /** Says another tone of the same loudness for a fifth of a second; the answer is the moment at which it began. */
  mark: () => Promise<number>;
  /** What came since it was last asked; looked at once the call is over, for a look takes a tenth of a second in which nothing is said or heard. */
  stretch: () => () => Stretch;
  stop: () => void;
}>;

/** Samples of a packet (20 ms), and how many of them make a second. */
const [frame, second] = [160, 50];

type Packet = Readonly<{ sequence: number; timestamp: number; at: number; samples: Int16Array }>;

/** Starts one that says `tone`, and `other` for a mark, and listens for `voice` (all in hertz). */
export async function startSoakPhone(tone: number, other: number, voice: number): Promise<SoakPhone> {
  const line = await startSipPeer();
  const media = createSocket("udp4");
  await new Promise<void>((resolve) => media.bind(0, "127.0.0.1", resolve));
  let packets: Packet[] = [];
  let caller = 0;
  let [marks, marked]: [number, ((at: number) => void) | null] = [0, null];
  media.on("message", (bytes) => {
    const heard = parseRtp(bytes);
    if (heard?.payloadType !== 0) return;
    const { sequence, timestamp, payload } = heard;
    packets.push({ sequence, timestamp, at: preciseNow(), samples: decodeMuLaw(payload) });
  });
  const [begun, payloads] = [preciseNow(), [payloadOf(tone), payloadOf(other)] as const];
  let sent = 0;
  const speaking = setInterval(() => {
    for (; sent * 20 <= preciseNow() - begun; sent += 1) {
      if (caller === 0) continue;
      const payload = marks > 0 ? payloads[1] : payloads[0];
      if (marks === 10) marked?.(preciseNow());
      marks = Math.max(0, marks - 1);
      const numbers = { sequence: sent & 0xffff, timestamp: (sent * frame) >>> 0 };
      media.send(writeRtp({ payloadType: 0, marker: false, ...numbers, ssrc: 5020, payload }), caller, "127.0.0.1");
    }
  }, 5);
  void line.next(/^INVITE /u).then((invite) => {
    const contact = `Contact: <sip:5020@127.0.0.1:${line.port}>`;
    line.answer(invite, "200 OK", [contact, "Content-Type: application/sdp"], plainSdp(media.address().port));
    caller = Number(/^m=audio (\d+)/mu.exec(invite.text)?.[1]);
  });
  void line.next(/^BYE /u).then((bye) => line.answer(bye, "200 OK"));
  return {
    port: line.port,
    mark: () =>
      new Promise((resolve) => {
        [marks, marked] = [10, resolve];
      }),
    stretch() {
      const taken = packets;
      packets = taken.slice(-1);
      return () => stretchOf(taken, voice);
    },
    stop() {
      clearInterval(speaking);
      media.close();
      line.stop();
    },
  };
}

/** The periods of both tones divide a packet: all packets of a tone are the same. */
function payloadOf(tone: number): Uint8Array {
  return encodeMuLaw(Int16Array.from({ length: frame }, (_, n) => 8000 * Math.sin((2 * Math.PI * tone * n) / 8000)));
}

function stretchOf(packets: readonly Packet[], voice: number): Stretch {
  const steps = packets.slice(1).map((packet, n) => {
    const before = packets[n] ?? packet;
    return { missing: sequenceDistance(before.sequence, packet.sequence) - 1, pause: packet.at - before.at };
  });
  const samples = Float64Array.from(packets.flatMap((packet) => [...packet.samples]).map((sample) => sample / 32_768));
  const sound = { rate: 8000, samples };
  return {
    packets: steps.length,
    lost: steps.reduce((sum, { missing }) => sum + missing, 0),
    longestPause: steps.reduce((longest, { pause }) => Math.max(longest, pause), 0),
    delay: packets.reduce((least, { at, timestamp }) => Math.min(least, at - timestamp / 8), Number.POSITIVE_INFINITY),
    levels: Array.from({ length: Math.floor(packets.length / second) }, (_, n) => amplitudeOf(sound, voice, n, 1)),
  };
}
