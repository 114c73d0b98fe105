import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
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

it.each([
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
