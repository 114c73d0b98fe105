import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect as connectSecurely } from "node:tls";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeAuthority } from "../peers/certificates.ts";
import { freePort, scratchFolder, startPeer, until } from "../peers/process.ts";
import { newApp, sdp } from "./engine-harness.ts";
import type { App } from "./engine-harness.ts";

const twp = fileURLToPath(new URL("../../companion/src/cli.ts", import.meta.url));
const secret = "a secret of the test's own";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ folder, remove } = await scratchFolder());
  await writeFile(join(folder, "secret"), `${secret}\n`, { mode: 0o600 });
});
afterEach(() => remove());

const run = (args: readonly string[], language = "en") =>
  startPeer(process.execPath, [twp, "engine", ...args], { env: { ...process.env, LANG: language, LC_ALL: "" } });

async function running() {
  const [control, sip] = [await freePort(), await freePort()];
  const args = [
    "--secret-file",
    join(folder, "secret"),
    "--sip",
    `udp:127.0.0.1:${sip}`,
    "--sip",
    `tcp:127.0.0.1:${sip}`,
  ];
  const peer = run([...args, "--control", `tcp:127.0.0.1:${control}`]);
  await until(() => peer.output().includes(`udp:127.0.0.1:${sip} tcp:127.0.0.1:${sip}`), "the engine is ready");
  return { peer, control, sip };
}

async function connect(port: number): Promise<App> {
  const srf = newApp();
  srf.connect({ host: "127.0.0.1", port, secret });
  await once(srf, "connect");
  return srf;
}

it("serves any program written with drachtio-srf, and leaves when it is asked to", async () => {
  const { peer, control, sip } = await running();
  const [alice, bob] = [await connect(control), await running()];
  const answering = await connect(bob.control);
  answering.invite((req, res) => void answering.createUAS(req, res, { localSdp: sdp(4000) }));
  const hers = await alice.createUAC(`sip:bob@127.0.0.1:${bob.sip}`, { localSdp: sdp(4002) });
  expect(hers.remote.sdp).toContain("m=audio 4000");
  await hers.destroy();
  expect(sip).not.toBe(bob.sip);
  alice.disconnect();
  answering.disconnect();
  for (const each of [peer, bob.peer]) {
    each.child.kill("SIGTERM");
    expect(await until(() => each.child.exitCode, "it leaves")).toBe(0);
  }
});

it("serves nobody without the secret", async () => {
  const { peer, control } = await running();
  const stranger = newApp();
  stranger.on("error", () => undefined);
  const refused = once(stranger, "connect");
  stranger.connect({ host: "127.0.0.1", port: control, secret: "wrong" });
  expect(String((await refused)[0])).toContain("failed to authenticate");
  stranger.disconnect();
  await peer.stop();
});

it("speaks TLS with its certificate, and WebSocket over it", async () => {
  const authority = await makeAuthority(folder, "authority");
  const { chainFile, keyFile } = await authority.issue(["IP:127.0.0.1"]);
  const [tls, wss, control] = [await freePort(), await freePort(), await freePort()];
  const files = ["--tls-cert", chainFile, "--tls-key", keyFile, "--tls-ca", authority.file];
  const sip = ["--sip", `tls:127.0.0.1:${tls}`, "--sip", `wss:127.0.0.1:${wss}`];
  const given = ["--secret-file", join(folder, "secret"), "--control", `tcp:127.0.0.1:${control}`];
  const peer = run([...given, ...sip, ...files]);
  await until(() => peer.output().includes(`tls:127.0.0.1:${tls} wss:127.0.0.1:${wss}`), "the engine is ready");
  const answering = await connect(control);
  answering.options((_req, res) => res.send(200));
  const caller = connectSecurely({ host: "127.0.0.1", port: tls, ca: authority.certificate });
  await once(caller, "secureConnect");
  caller.write(
    "OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1:9;branch=z9hG4bKa\r\nFrom: <sip:a@b>;tag=a\r\n" +
      "To: <sip:127.0.0.1>\r\nCall-ID: a\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
  );
  const [answer] = await once(caller, "data");
  expect(String(answer)).toMatch(/^SIP\/2\.0 200 /u);
  const page = connectSecurely({ host: "127.0.0.1", port: wss, ca: authority.certificate });
  await once(page, "secureConnect");
  page.write(
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: sip\r\n\r\n",
  );
  const [accepted] = await once(page, "data");
  expect(String(accepted)).toMatch(/^HTTP\/1\.1 101 /u);
  for (const each of [caller, page]) each.destroy();
  answering.disconnect();
  await peer.stop();
});

it("says that nobody can connect over TLS where it has no certificate", async () => {
  const given = ["--secret-file", join(folder, "secret"), "--control", `unix:${join(folder, "control")}`];
  const peer = run([...given, "--sip", "tls:127.0.0.1:0"], "fr_FR.UTF-8");
  await until(() => peer.output().includes("personne ne peut s’y connecter"), "it says so");
  await peer.stop();
});

it("says what is wrong with its certificate", async () => {
  await writeFile(join(folder, "none.pem"), "none");
  const given = ["--secret-file", join(folder, "secret"), "--sip", "tls:127.0.0.1:0"];
  const none = join(folder, "none.pem");
  const peer = run([...given, "--tls-cert", none, "--tls-key", none], "de_DE.UTF-8");
  expect(await until(() => peer.child.exitCode, "it leaves")).toBe(1);
  expect(peer.output()).toContain("Das Zertifikat ist nicht zu gebrauchen");
  const missing = run([...given, "--tls-ca", "/nowhere/at/all"]);
  expect(await until(() => missing.child.exitCode, "it leaves")).toBe(1);
  expect(missing.output()).toContain("/nowhere/at/all cannot be read");
});

it.each([
  [
    "fr_FR.UTF-8",
    2,
    "--tls-cert et --tls-key vont ensemble",
    ["--secret-file", "x", "--sip", "tls:127.0.0.1:0", "--tls-key", "k"],
  ],
  ["de_DE.UTF-8", 2, "Mindestens ein --sip ist nötig.", ["--secret-file", "x"]],
  ["fr_FR.UTF-8", 2, "reste sur cette machine : tcp:0.0.0.0:9022", ["--control", "tcp:0.0.0.0:9022"]],
  ["en", 1, "cannot be read", ["--secret-file", "/nowhere/at/all", "--sip", "udp:127.0.0.1:0"]],
])("says what is wrong with its command line (%s, status %i)", async (language, status, sentence, args) => {
  const peer = run(args, language);
  expect(await until(() => peer.child.exitCode, "it leaves")).toBe(status);
  expect(peer.output()).toContain(sentence);
});

it("says so when a port is taken", async () => {
  const { peer, sip } = await running();
  const second = run(["--secret-file", join(folder, "secret"), "--sip", `udp:127.0.0.1:${sip}`]);
  expect(await until(() => second.child.exitCode, "it leaves")).toBe(1);
  expect(second.output()).toContain("port-taken");
  await peer.stop();
});
