import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, scratchFolder, startPeer, until } from "./process.ts";

/** What stands in for a drachtio-server: the engine as a process of its own, which enforces its secret. */
export type DrachtioServer = Readonly<{ url: string; secret: string; stop: () => Promise<void> }>;

const twp = fileURLToPath(new URL("../../companion/src/cli.ts", import.meta.url));

/** Starts one with UDP and TCP on loopback, at a control port of its own or the given one. */
export async function startDrachtioServer(fixedPort?: number): Promise<DrachtioServer> {
  const { folder, remove } = await scratchFolder();
  const secretFile = join(folder, "secret");
  const secret = "the secret of this test";
  await writeFile(secretFile, `${secret}\n`, { mode: 0o600 });
  const [control, sip] = [fixedPort ?? (await freePort()), await freePort()];
  const bindings = ["udp", "tcp"].flatMap((transport) => ["--sip", `${transport}:127.0.0.1:${sip}`]);
  const args = ["engine", "--secret-file", secretFile, "--control", `tcp:127.0.0.1:${control}`, ...bindings];
  const peer = startPeer(process.execPath, [twp, ...args], { env: { ...process.env, LANG: "en", LC_ALL: "" } });
  await until(() => peer.output().includes(`tcp:127.0.0.1:${sip}`), `the server is ready\n${peer.output()}`);
  return {
    url: `drachtio://127.0.0.1:${control}`,
    secret,
    async stop() {
      await peer.stop();
      await remove();
    },
  };
}
