import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, scratchFolder, startPeer, until } from "./process.ts";
import { optionsAnswered } from "./sip-probe.ts";

/** A Kamailio of the test's own: registrar with digest and record-routing proxy. Every user's password is `pw-<user>`. */
export type Kamailio = Readonly<{ port: number; domain: string; stop: () => Promise<void> }>;

export const kamailioDomain = "uc.test";

/** Starts Kamailio and waits until it answers. */
export async function startKamailio(fixedPort?: number): Promise<Kamailio> {
  const { folder, remove } = await scratchFolder();
  const port = fixedPort ?? (await freePort());
  const template = await readFile(new URL("./kamailio.cfg", import.meta.url), "utf8");
  const file = join(folder, "kamailio.cfg");
  await writeFile(file, template.replaceAll("@PORT@", String(port)).replaceAll("@DIR@", folder));
  await mkdir(join(folder, "run"));
  const peer = startPeer("kamailio", ["-DD", "-E", "-m", "64", "-M", "8", "-Y", join(folder, "run"), "-f", file]);
  await until(() => optionsAnswered(port), `Kamailio answers\n${peer.output()}`);
  return {
    port,
    domain: kamailioDomain,
    async stop() {
      await peer.stop();
      await remove();
    },
  };
}
