import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Certificate } from "./certificates.ts";
import { freePort, scratchFolder, startPeer, until } from "./process.ts";
import { optionsAnswered } from "./sip-probe.ts";

/** A Kamailio of the test's own: registrar with digest and record-routing proxy. Every user's password is `pw-<user>`. */
export type Kamailio = Readonly<{ port: number; pid: number; domain: string; stop: () => Promise<void> }>;

/** One that also speaks TLS, WebSocket (on the TCP port) and secure WebSocket (on the TLS port), on IPv4 and IPv6, and STUN. */
export type WideKamailio = Kamailio & Readonly<{ tlsPort: number }>;

export const kamailioDomain = "uc.test";

/** What differs from one Kamailio to the next; the names stand in its configuration. */
export type KamailioOption = "DIGEST_SHA256" | "RELAY_TO" | "PRESENCE" | "SOME_REFUSE_REFER";

/** Starts Kamailio and waits until it answers; with `RELAY_TO` it brings every call to that port, whoever is called; with `SOME_REFUSE_REFER` users 503x cannot be transferred. */
export async function startKamailio(
  fixedPort?: number,
  options: readonly KamailioOption[] = [],
  relayPort = 0,
): Promise<Kamailio> {
  const { folder, remove } = await scratchFolder();
  const port = fixedPort ?? (await freePort());
  return start(
    { folder, remove, port, tlsPort: 0, relayPort },
    options.flatMap((each) => ["-A", each]),
  );
}

/** Starts Kamailio with every transport, showing that certificate; on the ports of another one, when that has ended. */
export async function startWideKamailio(certificate: Certificate, before?: WideKamailio): Promise<WideKamailio> {
  const { folder, remove } = await scratchFolder();
  const [port, tlsPort] = before ? [before.port, before.tlsPort] : [await freePort(), await freePort()];
  await copyFile(certificate.chainFile, join(folder, "server.pem"));
  await copyFile(certificate.keyFile, join(folder, "server.key"));
  await copyFile(certificate.chainFile, join(folder, "clients.pem"));
  return { ...(await start({ folder, remove, port, tlsPort, relayPort: 0 }, ["-A", "EVERY_TRANSPORT"])), tlsPort };
}

type Place = Readonly<{
  folder: string;
  remove: () => Promise<void>;
  port: number;
  tlsPort: number;
  relayPort: number;
}>;

async function start(
  { folder, remove, port, tlsPort, relayPort }: Place,
  options: readonly string[],
): Promise<Kamailio> {
  const template = await readFile(new URL("./kamailio.cfg", import.meta.url), "utf8");
  const file = join(folder, "kamailio.cfg");
  const filled = template
    .replaceAll("@PORT@", String(port))
    .replaceAll("@TLS_PORT@", String(tlsPort))
    .replaceAll("@RELAY_PORT@", String(relayPort));
  await writeFile(file, filled.replaceAll("@DIR@", folder));
  await mkdir(join(folder, "run"));
  const database = options.includes("PRESENCE") ? await createDatabase(join(folder, "kamailio.db")) : null;
  const memory = ["-m", "64", "-M", "8"];
  const peer = startPeer("kamailio", ["-DD", "-E", ...memory, ...options, "-Y", join(folder, "run"), "-f", file]);
  await until(() => optionsAnswered(port), "Kamailio answers").catch((cause: unknown) => {
    throw new Error(peer.output(), { cause });
  });
  database?.close();
  return {
    port,
    pid: peer.child.pid ?? 0,
    domain: kamailioDomain,
    async stop() {
      await peer.stop();
      await remove();
    },
  };
}

/**
 * The tables that presence and kept messages need, as Debian's Kamailio brings them. All of its processes open the file at once, and each ends
 * on a lock: the file is one that needs none to be read (WAL), and stays open here until they have opened it, so that none has to prepare it.
 */
async function createDatabase(file: string): Promise<DatabaseSync> {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL");
  for (const tables of ["standard", "msilo", "presence"])
    database.exec(await readFile(`/usr/share/kamailio/db_sqlite/${tables}-create.sql`, "utf8"));
  return database;
}
