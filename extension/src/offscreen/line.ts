import { codecs, type Codec } from "@twp/shared/protocol/calls.ts";

/** The peer connection to the companion's media engine. */
export type Line = Readonly<{
  /** What we send; null for nothing, and then the engine sends silence in our place. */
  send: (track: MediaStreamTrack | null) => void;
  /** The codec that the call wants us to send. */
  speak: (codec: Codec) => void;
  close: () => void;
}>;

/** What the line needs from around it. */
export type LinePorts = Readonly<{
  /** Brings an offer to the engine and its answer back. */
  ask: (offer: string) => Promise<string>;
  heard: (stream: MediaStream) => void;
  /** The line is dead and cannot come back. */
  lost: () => void;
}>;

type Capability = RTCRtpCodec;

/** With the choice of a codec, which not every browser has yet (WebRTC section 5.2.5). */
type Encoding = RTCRtpEncodingParameters & { codec?: Capability };

/** How long ICE may wonder before we build a new line, in milliseconds. */
const patience = 1500;

/** Opens the line. It stays warm between calls: packets flow as soon as there is a track. */
export async function openLine(ports: LinePorts): Promise<Line> {
  const connection = new RTCPeerConnection({ iceServers: [], bundlePolicy: "max-bundle" });
  const transceiver = connection.addTransceiver("audio", { direction: "sendrecv" });
  transceiver.setCodecPreferences(ours());
  connection.addEventListener("track", ({ track }) => ports.heard(new MediaStream([track])));
  watch(connection, ports.lost);
  try {
    await negotiate(connection, ports);
  } catch (error) {
    connection.close();
    throw error;
  }
  let work: Promise<unknown> = Promise.resolve();
  // Changes happen one after the other; one that fails because the line has closed is of no interest.
  const inTurn = (job: () => Promise<void>) => {
    work = work.then(job).catch(() => undefined);
  };
  return {
    send: (track) => inTurn(() => transceiver.sender.replaceTrack(track)),
    speak: (codec) => inTurn(() => speak(connection, transceiver, codec, ports)),
    close: () => connection.close(),
  };
}

async function negotiate(connection: RTCPeerConnection, { ask }: LinePorts): Promise<void> {
  // On loopback the engine's candidates are enough: gathering is not waited for.
  await connection.setLocalDescription();
  const answer = await ask(connection.localDescription?.sdp ?? "");
  await connection.setRemoteDescription({ type: "answer", sdp: answer });
}

async function speak(
  connection: RTCPeerConnection,
  transceiver: RTCRtpTransceiver,
  codec: Codec,
  ports: LinePorts,
): Promise<void> {
  const capability = ours().find((candidate) => codecOf(candidate) === codec);
  if (capability === undefined || (await choose(transceiver.sender, capability))) return;
  // Without RTCRtpEncodingParameters.codec the first codec of the answer is the one that is sent.
  transceiver.setCodecPreferences([capability]);
  await negotiate(connection, ports);
}

/** Whether the browser lets the sender choose among the negotiated codecs. */
async function choose(sender: RTCRtpSender, capability: Capability): Promise<boolean> {
  const parameters = sender.getParameters();
  const encoding: Encoding | undefined = parameters.encodings[0];
  const negotiated = parameters.codecs.find((codec) => codecOf(codec) === codecOf(capability));
  if (encoding === undefined || negotiated === undefined) return false;
  const { mimeType, clockRate, channels, sdpFmtpLine } = negotiated;
  encoding.codec = {
    mimeType,
    clockRate,
    ...(channels === undefined ? {} : { channels }),
    ...(sdpFmtpLine === undefined ? {} : { sdpFmtpLine }),
  };
  try {
    await sender.setParameters(parameters);
  } catch {
    return false;
  }
  const chosen: Encoding | undefined = sender.getParameters().encodings[0];
  return chosen?.codec !== undefined;
}

/** Our codecs as this browser has them. No telephone events: the engine sends the digits. */
function ours(): Capability[] {
  const all = RTCRtpReceiver.getCapabilities("audio")?.codecs ?? [];
  return codecs.flatMap((codec) => all.filter((capability) => codecOf(capability) === codec));
}

function codecOf({ mimeType }: Pick<Capability, "mimeType">): Codec | undefined {
  return codecs.find((codec) => mimeType.toLowerCase() === `audio/${codec.toLowerCase()}`);
}

function watch(connection: RTCPeerConnection, lost: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  connection.addEventListener("connectionstatechange", () => {
    clearTimeout(timer);
    if (connection.connectionState === "failed") lost();
    if (connection.connectionState === "disconnected") timer = setTimeout(lost, patience);
  });
}
