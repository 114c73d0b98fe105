import { createSocket, type RemoteInfo } from "node:dgram";
import { decodeMuLaw, encodeMuLaw } from "../../companion/src/adapters/media/g711.ts";
import { parseRtp, writeRtp } from "../../companion/src/adapters/media/rtp.ts";
import { plainSdp, startSipPeer } from "../bench/sip-peer.ts";
import type { Sound } from "./tone.ts";

/** What a telephone heard: packets in the order of their numbers, missing ones as silence. */
export type Recording = Readonly<{ sound: Sound; lost: number }>;

/** A telephone of our own, far from TWP's code but for the sound's format: it grants each registration, takes one call in PCMU, speaks and records. */
export type Recorder = Readonly<{
  port: number;
  /** Takes the next call: rings after `quiet` milliseconds, answers after as many more, and says this sound (8 kHz). */
  takeCall: (quiet: number, words: Sound) => Promise<void>;
  /** Says something more in that call. */
  say: (words: Sound) => void;
  recording: () => Recording;
  stop: () => void;
}>;

/** Samples of a packet: 20 ms. */
const frame = 160;

export async function startRecorder(): Promise<Recorder> {
  const line = await startSipPeer();
  const media = createSocket("udp4");
  await new Promise<void>((resolve) => media.bind(0, "127.0.0.1", resolve));
  const port = media.address().port;
  const heard = new Map<number, Uint8Array>();
  let speaking: NodeJS.Timeout | undefined;
  let caller = 0;
  const speak = (words: Sound): void => {
    clearInterval(speaking);
    speaking = say(words, (packet) => media.send(packet, caller, "127.0.0.1"));
  };
  media.on("message", (bytes) => {
    const packet = parseRtp(bytes);
    if (packet?.payloadType === 0) heard.set(packet.sequence, packet.payload);
  });
  return {
    port: line.port,
    async takeCall(quiet, words) {
      const invite = await line.next(/^INVITE /u);
      void line.next(/^BYE /u).then((bye) => {
        clearInterval(speaking);
        line.answer(bye, "200 OK");
      });
      line.answer(invite, "100 Trying");
      await pause(quiet);
      line.answer(invite, "180 Ringing");
      await pause(quiet);
      const contact = `Contact: <sip:5020@127.0.0.1:${line.port}>`;
      line.answer(invite, "200 OK", [contact, "Content-Type: application/sdp"], plainSdp(port));
      caller = placeIn(invite.text).port;
      speak(words);
    },
    say: speak,
    recording: () => inOrder(heard),
    stop() {
      clearInterval(speaking);
      media.close();
      line.stop();
    },
  };
}

const pause = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Where the caller wants its sound. */
function placeIn(invite: string): Pick<RemoteInfo, "port"> {
  return { port: Number(/^m=audio (\d+)/mu.exec(invite)?.[1]) };
}

/** Sends the words once, a packet each 20 ms by the clock and not by the timer's tick. */
function say(words: Sound, send: (packet: Uint8Array) => void): NodeJS.Timeout {
  const samples = Int16Array.from(words.samples, (sample) => Math.round(sample * 32_767));
  const begun = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (; sent * 20 <= performance.now() - begun; sent += 1) {
      const part = samples.subarray(sent * frame, (sent + 1) * frame);
      if (part.length < frame) return clearInterval(timer);
      const header = { payloadType: 0, marker: sent === 0, sequence: sent, timestamp: sent * frame, ssrc: 5020 };
      send(writeRtp({ ...header, payload: encodeMuLaw(part) }));
    }
  }, 10);
  return timer;
}

function inOrder(heard: ReadonlyMap<number, Uint8Array>): Recording {
  const numbers = [...heard.keys()];
  const first = numbers[0] ?? 0;
  const count = Math.max(0, ...numbers.map((number) => distance(first, number) + 1));
  const samples = new Float64Array(count * frame);
  for (const [number, payload] of heard) {
    const at = distance(first, number) * frame;
    decodeMuLaw(payload.subarray(0, frame)).forEach((sample, n) => (samples[at + n] = sample / 32_768));
  }
  return { sound: { rate: 8000, samples }, lost: count - heard.size };
}

/** How many packets one number is after another; they begin again after 65,535. */
const distance = (from: number, to: number): number => (to - from) & 0xffff;
