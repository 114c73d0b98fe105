import { createSocket } from "node:dgram";
import { decodeMuLaw, encodeMuLaw } from "../../companion/src/adapters/media/g711.ts";
import { parseRtp, writeRtp } from "../../companion/src/adapters/media/rtp.ts";
import { preciseNow } from "./sip-peer.ts";

/** The peer's tone in hertz: neither our ring tone nor its overtones hold it, so whoever hears it hears the peer. */
export const peerTone = 3000;

/** Samples of a packet: 20 ms. */
const frame = 160;

/** The sound of a peer in PCMU. */
export type RtpPeer = Readonly<{
  port: number;
  /** When the first packet came, and the first that was no silence. */
  firstPacket: Promise<number>;
  firstSound: Promise<number>;
  /** When the next packet that is no silence comes. */
  nextSound: () => Promise<number>;
  /** Sends the tone from now on, to another port where that changes. */
  speak: (port: number) => void;
  stop: () => void;
}>;

/** `seal` encrypts what it says; it understands only what comes in the clear. */
export async function startRtpPeer(tone = peerTone, seal = (packet: Uint8Array) => packet): Promise<RtpPeer> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const [packet, sound] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
  const waiting: ((at: number) => void)[] = [];
  let speaking: NodeJS.Timeout | undefined;
  socket.on("message", (bytes) => {
    const now = preciseNow();
    const heard = parseRtp(bytes);
    if (heard?.payloadType !== 0) return;
    packet.resolve(now);
    if (!decodeMuLaw(heard.payload).some((sample) => Math.abs(sample) > 300)) return;
    sound.resolve(now);
    for (const resolve of waiting.splice(0)) resolve(now);
  });
  return {
    port: socket.address().port,
    firstPacket: packet.promise,
    firstSound: sound.promise,
    nextSound: () => new Promise((resolve) => waiting.push(resolve)),
    speak(port) {
      clearInterval(speaking);
      speaking = say(tone, (bytes) => socket.send(seal(bytes), port, "127.0.0.1"));
    },
    stop() {
      clearInterval(speaking);
      socket.close();
    },
  };
}

/** A packet at once, and one each 20 ms. The tone's period divides a packet: all are the same. */
function say(tone: number, send: (bytes: Uint8Array) => void): NodeJS.Timeout {
  const samples = Int16Array.from({ length: frame }, (_, n) => 16_000 * Math.sin((2 * Math.PI * tone * n) / 8000));
  const payload = encodeMuLaw(samples);
  let sent = 0;
  const next = (): void => {
    send(
      writeRtp({ payloadType: 0, marker: sent === 0, sequence: sent, timestamp: sent * frame, ssrc: 4242, payload }),
    );
    sent += 1;
  };
  next();
  return setInterval(next, 20);
}
