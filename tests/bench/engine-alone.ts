import { fork } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { associate, type Association } from "../../companion/src/adapters/media/dtls/association.ts";
import { drawIdentity, type Identity } from "../../companion/src/adapters/media/dtls/certificate.ts";
import { decodeMuLaw, encodeMuLaw } from "../../companion/src/adapters/media/g711.ts";
import { parseRtp, writeRtp } from "../../companion/src/adapters/media/rtp.ts";
import { drawKeys, writeCrypto, type MasterKey, type Suite } from "../../companion/src/adapters/media/keys.ts";
import { createSealer } from "../../companion/src/adapters/media/srtp.ts";
import { figureOf, type Figure } from "./figures.ts";
import { coreShares } from "./process-cost.ts";
import { startRtpPeer } from "./rtp-peer.ts";
import { plainSdp, preciseNow } from "./sip-peer.ts";

const mediaPort = (sdp: string): number => Number(/m=audio (\d+)/u.exec(sdp)?.[1]);
const pause = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The media engine in a process of its own. */
async function startHost() {
  const child = fork(new URL("./sound-host.ts", import.meta.url), [], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await once(child, "message");
  return {
    pid: child.pid ?? 0,
    /** Opens a call with a peer at that port; gives the engine's. */
    async open(port: number, mix: string | null, key: MasterKey | null = null): Promise<number> {
      child.send({ offer: key === null ? plainSdp(port) : encryptedSdp(port, key), mix });
      const [answer] = (await once(child, "message")) as [string];
      return mediaPort(answer);
    },
    stop: () => child.kill(),
  };
}

/** So many calls whose sound goes both ways: it passes through as in ordinary calls, or is mixed as where two are joined here. */
export async function manyCalls(count: number, how: "each by itself" | "joined in pairs"): Promise<Figure> {
  const host = await startHost();
  const peers = [];
  for (let call = 0; call < count; call += 1) {
    const rtp = await startRtpPeer();
    rtp.speak(await host.open(rtp.port, how === "joined in pairs" ? `pair ${call >> 1}` : null));
    peers.push(rtp);
  }
  await pause(3000);
  const shares = await coreShares(host.pid, 15);
  for (const each of peers) each.stop();
  host.stop();
  return figureOf(`${count} calls with sound at once, ${how}, of a core`, "%", shares, { p50: 60 });
}

/** The same, each encrypted with that suite, whose keys stand in the descriptions or come by a handshake: sound costs the same. */
export async function manyEncryptedCalls(count: number, suite: Suite): Promise<Figure> {
  const host = await startHost();
  const peers = [];
  for (let call = 0; call < count; call += 1) {
    const key = drawKeys().find((each) => each.suite === suite);
    if (key === undefined) throw new Error(`nobody knows ${suite}`);
    const rtp = await startRtpPeer(undefined, createSealer(key, new Map()).rtp);
    rtp.speak(await host.open(rtp.port, null, key));
    peers.push(rtp);
  }
  await pause(3000);
  const shares = await coreShares(host.pid, 15);
  for (const each of peers) each.stop();
  host.stop();
  return figureOf(`the same ${count}, encrypted with ${suite}, of a core`, "%", shares, { p50: 60 });
}

/** What a handshake for keys costs, both sides in one process and nothing lost between them. */
export async function handshakes(rounds: number): Promise<Figure> {
  const [one, two] = [drawIdentity(), drawIdentity()];
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await shakeHands(one, two);
    times.push(performance.now() - begun);
  }
  return figureOf("a handshake for keys, both sides together", "ms", times, { p50: 20 });
}

function shakeHands(one: Identity, two: Identity): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (why: string): void => reject(new Error(why));
    const server: Association = associate({
      role: "server",
      identity: two,
      announced: [one.fingerprint],
      send: (datagram) => setImmediate(() => client.take(datagram)),
      settled: () => undefined,
      failed,
    });
    const client: Association = associate({
      role: "client",
      identity: one,
      announced: [two.fingerprint],
      send: (datagram) => setImmediate(() => server.take(datagram)),
      settled: () => resolve(),
      failed,
    });
  });
}

function encryptedSdp(port: number, key: MasterKey): string {
  return `${plainSdp(port).replace("RTP/AVP", "RTP/SAVP")}a=crypto:${writeCrypto({ ...key, tag: 1 })}\r\n`;
}

/** From a peer's first sounding packet to the first that sounds at the other, both in one mix. */
export async function delayOfMix(rounds: number): Promise<Figure> {
  const host = await startHost();
  const [from, to] = [createSocket("udp4"), createSocket("udp4")];
  for (const socket of [from, to]) await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const target = await host.open(from.address().port, "m");
  const other = await host.open(to.address().port, "m");
  const times: number[] = [];
  const speaker = speakInTurns(from, target);
  const listener = speakInTurns(to, other);
  for (let round = 0; round < rounds; round += 1) {
    await pause(180 + Math.random() * 40);
    const heard = nextSound(to);
    const said = await speaker.sound();
    times.push((await heard) - said);
    speaker.hush();
  }
  for (const each of [speaker, listener]) each.stop();
  for (const socket of [from, to]) socket.close();
  host.stop();
  return figureOf("added delay of the mix", "ms", times, { p50: 25 });
}

/** Sends silence each 20 ms, or a tone; `sound` gives the moment at which the first packet of it has left. */
function speakInTurns(socket: Socket, port: number) {
  const tone = encodeMuLaw(
    Int16Array.from({ length: 160 }, (_, n) => 16_000 * Math.sin((2 * Math.PI * 1000 * n) / 8000)),
  );
  const silence: Uint8Array = new Uint8Array(160).fill(0xff);
  let sent = 0;
  let payload: Uint8Array = silence;
  let left: ((at: number) => void) | null = null;
  const timer = setInterval(() => {
    sent += 1;
    const packet = {
      payloadType: 0,
      marker: false,
      sequence: sent & 0xffff,
      timestamp: sent * 160,
      ssrc: port,
      payload,
    };
    socket.send(writeRtp(packet), port, "127.0.0.1");
    if (payload === tone) left?.(preciseNow());
    if (payload === tone) left = null;
  }, 20);
  return {
    sound(): Promise<number> {
      payload = tone;
      return new Promise((resolve) => (left = resolve));
    },
    hush: () => void (payload = silence),
    stop: () => clearInterval(timer),
  };
}

function nextSound(socket: Socket): Promise<number> {
  return new Promise((resolve) => {
    const hear = (bytes: Buffer): void => {
      const packet = parseRtp(bytes);
      if (packet === null || !decodeMuLaw(packet.payload).some((sample) => Math.abs(sample) > 1000)) return;
      socket.off("message", hear);
      resolve(preciseNow());
    };
    socket.on("message", hear);
  });
}
