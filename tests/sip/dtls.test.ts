import { createSocket } from "node:dgram";
import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, it } from "vitest";
import { associate } from "../../companion/src/adapters/media/dtls/association.ts";
import { drawIdentity } from "../../companion/src/adapters/media/dtls/certificate.ts";
import type { ExchangedKeys } from "../../companion/src/adapters/media/dtls/talk.ts";
import { freePort, scratchFolder, startPeer, until, type Peer } from "../peers/process.ts";

const run = promisify(execFile);
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const newKeys = {
  ec: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
  rsa: ["-newkey", "rsa:2048"],
} as const;

/** A certificate of that kind and its key, as openssl takes them, and its fingerprint. */
async function certificate(kind: keyof typeof newKeys) {
  const { folder, remove } = await scratchFolder();
  stops.push(remove);
  const [key, file] = [join(folder, "peer.key"), join(folder, "peer.pem")];
  const made = [...newKeys[kind], "-nodes", "-subj", "/CN=peer", "-keyout", key, "-out", file];
  await run("openssl", ["req", "-x509", ...made]);
  const { fingerprint256 } = new X509Certificate(await readFile(file));
  return { options: ["-key", key, "-cert", file], fingerprint: { hash: "sha-256", value: fingerprint256 } };
}

/** What openssl shows of the keys it has agreed upon. */
function keysOf({ output }: Peer): Promise<string> {
  return until(() => /Keying material: ([0-9A-F]+)/u.exec(output())?.[1], "openssl has keys");
}

const hex = (keys: readonly Uint8Array[]): string => Buffer.concat(keys).toString("hex").toUpperCase();

it.each([
  ["client", "ec", "SRTP_AES128_CM_SHA1_80", 60],
  ["client", "rsa", "SRTP_AEAD_AES_128_GCM", 56],
  ["server", "ec", "SRTP_AEAD_AES_256_GCM", 88],
  ["server", "rsa", "SRTP_AES128_CM_SHA1_80", 60],
] as const)(
  "as a %s, with a peer of an %s key, OpenSSL has the same keys for %s",
  async (role, kind, profile, length) => {
    const peer = await certificate(kind);
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    stops.push(() => socket.close());
    const exporting = ["-keymatexport", "EXTRACTOR-dtls_srtp", "-keymatexportlen", String(length)];
    const common = ["-dtls1_2", "-use_srtp", profile, ...exporting, ...peer.options];
    const port = await freePort();
    // With `-listen` it asks for a cookie first (RFC 6347 section 4.2.1).
    const asServer = ["s_server", "-accept", `127.0.0.1:${port}`, "-listen", "-verify", "1", ...common];
    const asClient = ["s_client", "-connect", `127.0.0.1:${socket.address().port}`, ...common];
    const openssl = startPeer("openssl", role === "client" ? asServer : asClient);
    stops.push(openssl.stop);
    const settled = Promise.withResolvers<ExchangedKeys>();
    let to = port;
    const ours = associate({
      role,
      identity: drawIdentity(),
      announced: [peer.fingerprint],
      send: (datagram) => socket.send(datagram, to, "127.0.0.1"),
      settled: settled.resolve,
      failed: (why) => settled.reject(new Error(why)),
    });
    stops.push(ours.close);
    socket.on("message", (datagram, from) => {
      to = from.port;
      ours.take(datagram);
    });
    const { send, receive } = await settled.promise;
    const [client, server] = role === "client" ? [send, receive] : [receive, send];
    expect(await keysOf(openssl)).toBe(hex([client.key, server.key, client.salt, server.salt]));
  },
);
