import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, scratchFolder, startPeer, until } from "./process.ts";

/** A drachtio-server, or what stands in for it: our engine as a process of its own. */
export type DrachtioServer = Readonly<{
  url: string;
  secret: string;
  pid: number;
  sipPort: number;
  stop: () => Promise<void>;
}>;

/** The binary of a real drachtio-server; empty where the engine stands in for it. */
const binary = process.env["TWP_DRACHTIO_SERVER"] ?? "";
const twp = fileURLToPath(new URL("../../companion/src/cli.ts", import.meta.url));

type Place = Readonly<{ folder: string; secret: string; control: number; sip: number }>;
/** How a server is started, and what it prints once it can be used. */
type Start = Readonly<{ program: string; args: readonly string[]; ready: string }>;

/** Starts one with UDP and TCP on loopback, at a control port of its own or the given one. */
export async function startDrachtioServer(fixedPort?: number): Promise<DrachtioServer> {
  const { folder, remove } = await scratchFolder();
  const [control, sip] = [fixedPort ?? (await freePort()), await freePort()];
  const place = { folder, secret: "the secret of this test", control, sip };
  const { program, args, ready } = await (binary === "" ? standIn(place) : realServer(place));
  const peer = startPeer(program, args, { env: { ...process.env, LANG: "en", LC_ALL: "" } });
  await until(() => peer.output().includes(ready), "the server is ready").catch(async (cause: unknown) => {
    await peer.stop();
    throw new Error(peer.output(), { cause });
  });
  return {
    url: `drachtio://127.0.0.1:${control}`,
    secret: place.secret,
    pid: peer.child.pid ?? 0,
    sipPort: sip,
    async stop() {
      await peer.stop();
      await remove();
    },
  };
}

async function standIn({ folder, secret, control, sip }: Place): Promise<Start> {
  const secretFile = join(folder, "secret");
  await writeFile(secretFile, `${secret}\n`, { mode: 0o600 });
  const bindings = ["udp", "tcp"].flatMap((transport) => ["--sip", `${transport}:127.0.0.1:${sip}`]);
  const args = [twp, "engine", "--secret-file", secretFile, "--control", `tcp:127.0.0.1:${control}`, ...bindings];
  return { program: process.execPath, args, ready: `tcp:127.0.0.1:${sip}` };
}

async function realServer({ folder, secret, control, sip }: Place): Promise<Start> {
  const file = join(folder, "drachtio.conf.xml");
  const settings = `<drachtio>
    <admin port="${control}" secret="${secret}">127.0.0.1</admin>
    <sip><contacts><contact>sip:127.0.0.1:${sip};transport=udp,tcp</contact></contacts></sip>
    <logging><console/><loglevel>notice</loglevel></logging>
  </drachtio>`;
  await writeFile(file, settings, { mode: 0o600 });
  return { program: binary, args: ["--file", file], ready: "Starting sofia event loop" };
}
