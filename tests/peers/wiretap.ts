import { parseRtp, type RtpPacket } from "../../companion/src/adapters/media/rtp.ts";
import { decodeMuLaw } from "../../companion/src/adapters/media/g711.ts";
import { startPeer, until } from "./process.ts";
import { amplitudeOf } from "./tone.ts";

/** A datagram on this machine's wire. */
export type Tapped = Readonly<{ from: number; to: number; payload: Uint8Array }>;

/** Sees every datagram that anybody sends here, as whoever owns the network does. */
export type Wiretap = Readonly<{
  /** What travelled since this was asked last. */
  since: () => readonly Tapped[];
  stop: () => Promise<void>;
}>;

/** A packet socket (packet(7)) needs a few lines that Node has not; Perl is a part of every Debian. */
const program =
  'socket(S,17,2,8)||die $!;$|=1;print "open\\n";while(defined recv(S,$b,65535,0)){print unpack("H*",$b),"\\n"}';

/** Begins to listen. It may do so in a network of its own only. */
export async function startWiretap(): Promise<Wiretap> {
  const { child, stop, output } = startPeer("perl", ["-e", program]);
  let [rest, tapped]: [string, Tapped[]] = ["", []];
  child.stdout?.setEncoding("latin1").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    tapped.push(...lines.flatMap((line) => readDatagram(Buffer.from(line, "hex"))));
  });
  await until(() => output().includes("open"), `the wire can be tapped: ${output()}`);
  return {
    since() {
      const taken = tapped;
      tapped = [];
      return taken;
    },
    stop,
  };
}

function readDatagram(packet: Buffer): readonly Tapped[] {
  const header = ((packet[0] ?? 0) & 0x0f) * 4;
  if ((packet[0] ?? 0) >> 4 !== 4 || packet[9] !== 17 || packet.length < header + 8) return [];
  return [
    {
      from: packet.readUInt16BE(header),
      to: packet.readUInt16BE(header + 2),
      payload: packet.subarray(header + 8),
    },
  ];
}

/** How loud a tone is to whoever reads the packets of G.711 (µ-law) as they travel: the loudest of all streams of half a second and more. */
export function loudnessOnTheWire(tapped: readonly Tapped[], frequency: number): number {
  const streams = new Map<string, RtpPacket[]>();
  for (const { from, to, payload } of tapped) {
    const packet = parseRtp(payload);
    if (packet?.payloadType !== 0) continue;
    const key = `${from} ${to} ${packet.ssrc}`;
    streams.set(key, [...(streams.get(key) ?? []), packet]);
  }
  const longEnough = [...streams.values()].filter(({ length }) => length > 25);
  const loudness = longEnough.map((packets) => {
    const samples = packets.flatMap(({ payload }) => [...decodeMuLaw(payload.subarray(0, 160))]);
    const sound = { rate: 8000, samples: Float64Array.from(samples, (sample) => sample / 32_768) };
    return amplitudeOf(sound, frequency, 0, samples.length / 8000);
  });
  return Math.max(0, ...loudness);
}
