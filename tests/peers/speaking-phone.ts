import { createSocket } from "node:dgram";
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from "../../companion/src/adapters/media/g711.ts";
import { parseRtp, writeRtp } from "../../companion/src/adapters/media/rtp.ts";
import { plainSdp } from "../bench/sip-peer.ts";
import { startPhone, type Phone } from "./phone.ts";
import { until } from "./process.ts";
import { amplitudeOf, type Sound } from "./tone.ts";

/** A telephone of our own that says a tone in G.711 and remembers what it hears, also after it was on hold. */
export type SpeakingPhone = Phone & Readonly<{ user: string; sound: () => Promise<Sound> }>;

export type SpeakingPhoneOptions = Readonly<{ user: string; port: number; tone: number; codec?: "PCMU" | "PCMA" }>;

/** Samples of a packet: 20 ms. */
const frame = 160;

/** Starts one, registered at the Kamailio on that port; it answers every call. */
export async function startSpeakingPhone(options: SpeakingPhoneOptions): Promise<SpeakingPhone> {
  const { user, port, tone, codec = "PCMU" } = options;
  const [payloadType, encode, decode] = codec === "PCMU" ? [0, encodeMuLaw, decodeMuLaw] : [8, encodeALaw, decodeALaw];
  const media = createSocket("udp4");
  await new Promise<void>((resolve) => media.bind(0, "127.0.0.1", resolve));
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  const description = plainSdp(media.address().port)
    .replace("RTP/AVP 0", `RTP/AVP ${payloadType}`)
    .replace("0 PCMU", `${payloadType} ${codec}`);
  const phone = await startPhone({ user, proxy: `sip:127.0.0.1:${port}`, bindings, description });
  await phone.register();
  const heard: number[] = [];
  media.on("message", (bytes) => {
    const packet = parseRtp(bytes);
    if (packet?.payloadType === payloadType) for (const sample of decode(packet.payload)) heard.push(sample / 32_768);
  });
  const [begun, ssrc] = [performance.now(), 7];
  let sent = 0;
  const speaking = setInterval(() => {
    const target = Number(/m=audio (\d+)/u.exec(phone.answered.at(-1)?.remote.sdp ?? "")?.[1] ?? 0);
    for (; sent < (performance.now() - begun) / 20; sent += 1) {
      const at = sent * frame;
      const wave = (n: number): number => 8000 * Math.sin((2 * Math.PI * tone * (at + n)) / 8000);
      const payload = encode(Int16Array.from({ length: frame }, (_, n) => wave(n)));
      const packet = { payloadType, marker: false, sequence: sent & 0xffff, timestamp: at, ssrc, payload };
      if (target > 0) media.send(writeRtp(packet), target, "127.0.0.1");
    }
  }, 10);
  return {
    ...phone,
    user,
    sound: () => Promise.resolve({ rate: 8000, samples: Float64Array.from(heard.slice(-8000)) }),
    async stop() {
      clearInterval(speaking);
      media.close();
      await phone.stop();
    },
  };
}

/** Waits until a telephone hears all these tones and none of those, in the last half second of what it has heard. */
export async function phoneHears(
  phone: Pick<SpeakingPhone, "user" | "sound">,
  tones: readonly number[],
  silent: readonly number[],
): Promise<void> {
  await until(
    async () => {
      const sound = await phone.sound();
      const from = sound.samples.length / sound.rate - 0.6;
      const loudness = (frequency: number): number => (from < 0 ? 0 : amplitudeOf(sound, frequency, from, 0.5));
      if (tones.every((tone) => loudness(tone) > 0.05) && silent.every((tone) => loudness(tone) < 0.01)) return true;
      throw new Error([...tones, ...silent].map((tone) => `${tone} Hz: ${loudness(tone).toFixed(4)}`).join(", "));
    },
    `${phone.user} hears ${tones.join(" and ")}, and not ${silent.join(" and ")}`,
  );
}
