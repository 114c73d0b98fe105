import { readdir, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { readWav, stereoFile, toneFile, type Sound } from "./tone.ts";
import { freePort, scratchFolder, startPeer, until, type Peer } from "./process.ts";

/** A baresip that plays a tone and records what it hears. */
export type Baresip = Readonly<{
  user: string;
  peer: Peer;
  /** Runs one of baresip's commands, such as `dial`, `accept`, `hangup`, `hold`. */
  command: (name: string, parameter?: string) => void;
  /** Everything its control interface told so far, one JSON text an event. */
  events: () => readonly string[];
  /** What it has heard so far since its last call began; it records no more once it was put on hold. */
  sound: () => Promise<Sound>;
  /** The WAV file of what it heard last, complete once the call is over; each new offer of ours begins another file. */
  heard: () => Promise<string>;
  /** The WAV files of everything it heard, in their order. */
  recordings: () => Promise<readonly string[]>;
  stop: () => Promise<void>;
}>;

export type BaresipOptions = Readonly<{
  user: string;
  port: number;
  domain?: string;
  password?: string;
  /** The tone it speaks, in hertz. */
  tone?: number;
  answers?: "auto" | "manual";
  /** With so many calls it is busy for others. */
  mostCalls?: number;
  codecs?: string;
  transport?: "udp" | "tcp" | "tls";
  /** How it encrypts its sound: where the other side can, always, or by a handshake between the two. */
  encryption?: "srtp" | "srtp-mand" | "dtls_srtp";
}>;

/** Starts baresip and waits until it is registered. */
export async function startBaresip(options: BaresipOptions): Promise<Baresip> {
  const { folder, remove } = await scratchFolder();
  const control = await freePort();
  await writeConfiguration(folder, control, options);
  const peer = startPeer("baresip", ["-f", folder, "-s"]);
  await until(() => peer.output().includes("200 OK"), "baresip registers").catch((cause: unknown) => {
    throw new Error(peer.output(), { cause });
  });
  const socket = await until(() => connected(control), "baresip's control port opens");
  const events: string[] = [];
  readNetstrings(socket, (text) => events.push(text));
  const recordings = async (): Promise<string[]> =>
    (await readdir(folder))
      .filter((name) => name.endsWith("-dec.wav"))
      .sort()
      .map((name) => join(folder, name));
  const heard = (): Promise<string> => until(async () => (await recordings()).at(-1), "baresip recorded what it heard");
  return {
    user: options.user,
    peer,
    events: () => events,
    command(name, parameter = "") {
      const text = JSON.stringify({ command: name, params: parameter, token: "t" });
      socket.write(`${Buffer.byteLength(text)}:${text},`);
    },
    heard,
    recordings,
    sound: async () => readWav(await heard()),
    async stop() {
      socket.destroy();
      await peer.stop();
      await remove();
    },
  };
}

async function writeConfiguration(folder: string, control: number, options: BaresipOptions): Promise<void> {
  const {
    user,
    port,
    domain = "uc.test",
    password = `pw-${user}`,
    tone = 1000,
    answers = "auto",
    codecs = "PCMU",
  } = options;
  const sip = await freePort();
  const { transport = "udp" } = options;
  const account = [
    `<sip:${user}@${domain}>`,
    `auth_user=${user}`,
    `auth_pass=${password}`,
    `outbound="sip:127.0.0.1:${port};transport=${transport}"`,
    "regint=300",
    `answermode=${answers}`,
    `audio_codecs=${codecs}`,
    ...(options.encryption === undefined ? [] : [`mediaenc=${options.encryption}`]),
  ];
  await writeFile(join(folder, "accounts"), `${account.join(";")}\n`);
  await writeFile(join(folder, "contacts"), "");
  await writeFile(join(folder, "config"), configuration({ sip, control, folder, mostCalls: options.mostCalls ?? 8 }));
  await writeFile(join(folder, "tone.wav"), toneFor(codecs, tone));
}

/** It plays a file only as its codec wants it. */
function toneFor(codecs: string, tone: number): Buffer {
  if (codecs.startsWith("opus")) return stereoFile(toneFile(tone, 60, 48_000));
  return toneFile(tone, 60, codecs.startsWith("G722") ? 16_000 : 8000);
}

function configuration(given: { sip: number; control: number; folder: string; mostCalls: number }): string {
  const modules = ["g711", "g722", "opus", "uuid", "aubridge", "aufile", "sndfile", "srtp", "dtls_srtp"].map(
    (name) => `module ${name}.so`,
  );
  return [
    "poll_method epoll",
    `sip_listen 127.0.0.1:${given.sip}`,
    "net_interface 127.0.0.1",
    `call_max_calls ${given.mostCalls}`,
    `audio_source aufile,${given.folder}/tone.wav`,
    "audio_player aubridge,nobody",
    "audio_buffer 20-160",
    "rtp_ports 20000-29998",
    "jitter_buffer_delay 5-10",
    `snd_path ${given.folder}`,
    "module_path /usr/lib/baresip/modules",
    ...modules,
    "module_tmp account.so",
    "module_app contact.so",
    "module_app debug_cmd.so",
    "module_app menu.so",
    "module_app ctrl_tcp.so",
    `ctrl_tcp_listen 127.0.0.1:${given.control}`,
    "",
  ].join("\n");
}

function connected(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.on("error", () => resolve(null));
  });
}

/** Netstrings: `<length>:<text>,`. */
function readNetstrings(socket: Socket, take: (text: string) => void): void {
  let rest = "";
  socket.on("data", (chunk: Buffer) => {
    rest += chunk.toString("utf8");
    for (;;) {
      const colon = rest.indexOf(":");
      const length = Number.parseInt(rest.slice(0, colon), 10);
      if (colon < 0 || rest.length < colon + length + 2) return;
      take(rest.slice(colon + 1, colon + 1 + length));
      rest = rest.slice(colon + length + 2);
    }
  });
}
