import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { kamailioDomain } from "./kamailio.ts";
import { readWav, toneFile, type Sound } from "./tone.ts";
import { freePort, scratchFolder, startPeer, until, type Peer } from "./process.ts";

/** A linphonec that answers every call by itself. */
export type Linphone = Readonly<{
  peer: Peer;
  /** Types one of its commands, such as `call sip:bob@uc.test`, `transfer 1 sip:bob@uc.test`, `transfer 1 --to-call 2`. */
  command: (line: string) => void;
  user: string;
  /** What it heard in its last call, where it speaks a tone; it writes that down when the call is over. */
  sound: () => Promise<Sound>;
  stop: () => Promise<void>;
}>;

export type LinphoneOptions = Readonly<{
  /** How it encrypts its sound, where the other side can: keys in its messages, or a handshake. */
  encryption?: "srtp" | "dtls";
  /** The tone it speaks, in hertz; without one it is silent. */
  tone?: number;
}>;

/** Starts linphonec and waits until it is registered at the Kamailio on that port. */
export async function startLinphone(user: string, port: number, options: LinphoneOptions = {}): Promise<Linphone> {
  const { folder, remove } = await scratchFolder();
  // It does not start without this folder.
  await mkdir(join(folder, ".local/share/linphone"), { recursive: true });
  const [sip, rtp] = [await freePort(), await freePort()];
  const file = join(folder, "linphonerc");
  await writeFile(file, configuration({ user, port, sip, rtp, encryption: options.encryption ?? "none" }));
  const env = { ...process.env, HOME: folder, TERM: "dumb" };
  const peer = startPeer("linphonec", ["-c", file, "-a"], { env });
  const command = (line: string): void => void peer.child.stdin?.write(`${line}\n`);
  const isRegistered = (): boolean => {
    command("status register");
    return peer.output().includes("registered, identity=");
  };
  await until(isRegistered, "linphonec registers").catch(async (cause: unknown) => {
    await peer.stop();
    throw new Error(peer.output(), { cause });
  });
  const heard = join(folder, "heard.wav");
  if (options.tone !== undefined) {
    await writeFile(join(folder, "tone.wav"), toneFile(options.tone, 60, 16_000));
    for (const line of ["soundcard use files", `play ${join(folder, "tone.wav")}`, `record ${heard}`]) command(line);
  }
  return {
    peer,
    command,
    user,
    sound: () => readWav(heard),
    async stop() {
      await peer.stop();
      await remove();
    },
  };
}

function configuration(
  given: Readonly<{ user: string; port: number; sip: number; rtp: number; encryption: string }>,
): string {
  const proxy = `<sip:127.0.0.1:${given.port};transport=udp`;
  return [
    "[sip]",
    `sip_port=${given.sip}`,
    `sip_tcp_port=${given.sip}`,
    "sip_tls_port=-1",
    "default_proxy=0",
    "guess_hostname=0",
    `media_encryption=${given.encryption}`,
    "supported=replaces",
    "[net]",
    "mtu=1300",
    "[rtp]",
    `audio_rtp_port=${given.rtp}`,
    "[video]",
    "capture=0",
    "display=0",
    "[proxy_0]",
    `reg_proxy=${proxy}>`,
    `reg_route=${proxy};lr>`,
    `reg_identity=<sip:${given.user}@${kamailioDomain}>`,
    "reg_expires=600",
    "reg_sendregister=1",
    "publish=0",
    "[auth_info_0]",
    `username=${given.user}`,
    `passwd=pw-${given.user}`,
    `realm=${kamailioDomain}`,
    "[misc]",
    "prefer_basic_chat_room=1",
    "",
  ].join("\n");
}
