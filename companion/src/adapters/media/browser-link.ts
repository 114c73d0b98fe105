import { networkInterfaces } from "node:os";
import type { RTCPeerConnection, RTCPeerConnectionConfig, RTCRtpCodecParameters, RTCRtpTransceiver } from "werift";
import { codecs, type Codec } from "@twp/shared/protocol/calls.ts";
import { codecFacts } from "./codecs.ts";
import { sealByOurselves } from "./link-cipher.ts";
import { writeRtp, type RtpPacket } from "./rtp.ts";
import { parseDescription } from "./sdp.ts";
import { createStream } from "./stream.ts";

type Werift = typeof import("werift");

/** The one peer connection towards the browser page that holds the sound. */
export type BrowserLink = Readonly<{
  /** Answers an offer: another session, or another connection of the same one, replaces the link. Rejects what it cannot answer. */
  answer: (session: string, offer: string) => Promise<string>;
  /** Ends the link if it is that session's. */
  drop: (session: string) => Promise<void>;
  /** Sends a packet of a call; `source` tells calls apart. Without a link it is thrown away. */
  send: (codec: Codec, packet: RtpPacket, source: string) => void;
  /** Loads what a first answer needs. */
  warm: () => Promise<void>;
  stop: () => Promise<void>;
}>;

/** What tells one peer connection of a browser from another, and one ICE session of it from the next. */
type Identity = Readonly<{ fingerprint: string; fragment: string }>;

type Link = Readonly<{
  session: string;
  identity: Identity;
  connection: RTCPeerConnection;
  transceiver: RTCRtpTransceiver;
  /** What was negotiated. */
  known: Map<Codec, RTCRtpCodecParameters>;
}>;

/** Hears what the browser says; `source` tells links apart. */
export type BrowserEar = (codec: Codec, packet: RtpPacket, source: string) => void;

const random32 = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** Makes the link; nothing is loaded before its first use. */
export function createBrowserLink(hear: BrowserEar): BrowserLink {
  let werift: Promise<Werift> | null = null;
  let link: Link | null = null;
  let work: Promise<unknown> = Promise.resolve();
  const load = () => (werift ??= import("werift"));
  // Towards the browser one stream lives on, whichever link and call it serves.
  const stream = createStream(random32(), random32() & 0x7fff, random32());
  // Offers are answered one after the other: two at once would race for the link.
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const result = work.then(job);
    work = result.catch(() => {});
    return result;
  };
  const end = async () => {
    const old = link;
    link = null;
    await old?.connection.close();
  };
  const answer = async (session: string, offer: string) => {
    const identity = identityOf(offer);
    if (!isOfSound(offer) || identity.fingerprint === "" || identity.fragment === "") {
      throw new Error("not an offer of sound over WebRTC");
    }
    if (link?.session !== session || link.identity.fingerprint !== identity.fingerprint) {
      await end();
      link = open(await load(), session, identity, hear);
    } else if (link.identity.fragment !== identity.fragment || isOver(link.connection)) {
      // After an ICE restart werift says it is connected and hears nothing. A page needs 0.2 s for a new connection.
      throw new Error("this connection cannot be restarted: a new one is wanted");
    }
    return negotiate(link, offer);
  };
  return {
    answer: (session, offer) => inTurn(() => answer(session, offer)),
    drop: (session) => inTurn(() => (link?.session === session ? end() : Promise.resolve())),
    send: (codec, packet, source) => {
      if (link === null) return;
      const frame = { ...packet, source: `${source} ${packet.ssrc}`, clock: codecFacts[codec].clock };
      const out = stream.next(frame, performance.now());
      if (out !== null) send(link, codec, out);
    },
    warm: async () => warmUp(await load()),
    stop: () => inTurn(end),
  };
}

function open(werift: Werift, session: string, identity: Identity, hear: BrowserEar): Link {
  const connection = new werift.RTCPeerConnection(options(werift));
  const known = new Map<Codec, RTCRtpCodecParameters>();
  const transceiver = connection.addTransceiver("audio", { direction: "sendrecv" });
  const source = `browser ${random32()}`;
  connection.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe(({ header, payload }) => {
      const codec = [...known].find(([, { payloadType }]) => payloadType === header.payloadType)?.[0];
      if (codec === undefined) return;
      const { payloadType, marker, sequenceNumber: sequence, timestamp, ssrc } = header;
      hear(codec, { payloadType, marker, sequence, timestamp, ssrc, payload }, source);
    });
  });
  connection.connectionStateChange.subscribe((state) => {
    if (state === "connected") for (const { srtp } of connection.dtlsTransports) sealByOurselves(werift, srtp);
  });
  return { session, identity, connection, transceiver, known };
}

async function negotiate({ connection, transceiver, known }: Link, offer: string): Promise<string> {
  await connection.setRemoteDescription({ type: "offer", sdp: asServer(withoutCandidates(offer)) });
  await connection.setLocalDescription(await connection.createAnswer());
  known.clear();
  for (const parameters of transceiver.codecs) {
    const codec = codecs.find((name) => name.toLowerCase() === parameters.name.toLowerCase());
    if (codec !== undefined) known.set(codec, parameters);
  }
  const sdp = connection.localDescription?.sdp;
  if (sdp === undefined || known.size === 0) throw new Error("the browser's offer holds no sound of ours");
  return sdp;
}

function send(link: Link, codec: Codec, packet: RtpPacket): void {
  const { sender } = link.transceiver;
  const parameters = link.known.get(codec);
  if (parameters === undefined) return;
  // The sender writes its codec's payload type on each packet; all negotiated ones are open to it.
  sender.codec = parameters;
  sender.sendRtp(Buffer.from(writeRtp(packet))).catch(() => {
    // A packet that cannot leave is a lost packet, as on every network.
  });
}

function options(werift: Werift): RTCPeerConnectionConfig {
  const audio = codecs.map((codec) => {
    const { encoding, clock, channels, payloadType, parameters } = codecFacts[codec];
    const optional = parameters === null ? {} : { parameters };
    return new werift.RTCRtpCodecParameters({
      mimeType: `audio/${encoding}`,
      clockRate: clock,
      channels,
      payloadType,
      rtcpFeedback: [],
      ...optional,
    });
  });
  return {
    codecs: { audio, video: [] },
    headerExtensions: { audio: [], video: [] },
    iceServers: [],
    iceLite: true,
    iceAdditionalHostAddresses: ["127.0.0.1"],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceFilterStunResponse: (_check, [from], { localCandidate }) => isFromBrowser(from, localCandidate?.host ?? ""),
  };
}

/**
 * The browser runs on this machine: nobody else gets as much as an answer. Nor does a check that crosses from another address to
 * loopback: the way back is closed on some systems, and werift stays on the first pair that the browser nominates. Loopback alone would
 * not do: where the browser does not gather it, only the other addresses are left.
 */
function isFromBrowser(from: string, to: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return isLoopback(from) === isLoopback(to) && own.some(({ address }) => address === from);
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.");
}

/** With ICE lite the browser's checks tell where it is: its candidates would only cost name lookups (RFC 8445 section 2.5). */
function withoutCandidates(offer: string): string {
  return offer.replaceAll(/^a=(?:candidate:.*|end-of-candidates)\r?\n/gmu, "");
}

/**
 * Who serves in DTLS chooses the cipher of the sound. Browsers would choose AES with HMAC; one pass of AES-GCM costs half and protects
 * better (RFC 7714).
 */
function asServer(offer: string): string {
  return offer.replaceAll(/^a=setup:actpass(?=\r?$)/gmu, "a=setup:active");
}

function isOfSound(offer: string): boolean {
  return parseDescription(offer)?.sections.some(({ kind, port }) => kind === "audio" && port > 0) ?? false;
}

function identityOf(offer: string): Identity {
  const read = (name: string) => new RegExp(`^a=${name}:(.*)$`, "mu").exec(offer)?.[1]?.trim() ?? "";
  return { fingerprint: read("fingerprint"), fragment: read("ice-ufrag") };
}

function isOver(connection: RTCPeerConnection): boolean {
  return ["closed", "failed", "disconnected"].includes(connection.connectionState);
}

/**
 * A first peer connection costs half a second of loading, keys and compiling; this is it: an offer like a browser's is answered and thrown
 * away. No packet leaves.
 */
async function warmUp(werift: Werift): Promise<void> {
  const connection = new werift.RTCPeerConnection(options(werift));
  const browser = new werift.RTCPeerConnection(options(werift));
  try {
    for (const side of [connection, browser]) side.addTransceiver("audio", { direction: "sendrecv" });
    const offer = await browser.createOffer();
    await browser.setLocalDescription(offer);
    await connection.setRemoteDescription({
      type: "offer",
      sdp: withoutCandidates(browser.localDescription?.sdp ?? ""),
    });
    await connection.setLocalDescription(await connection.createAnswer());
  } finally {
    await Promise.all([connection.close(), browser.close()]);
  }
}
