import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { companionPorts, defaultDialPlan } from "@twp/shared/protocol/index.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mainFile, openWindow, startCompanion, startCompanionIn } from "../peers/companion.ts";
import { scratchFolder, startPeer, until } from "../peers/process.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => void ({ folder, remove } = await scratchFolder()));
const held: Server[] = [];
afterEach(async () => {
  for (const server of held.splice(0)) server.close();
  await remove();
});

/** Holds a port until the test is over, unless another program has it. */
async function holdPort(port: number): Promise<Server | undefined> {
  const server = createServer();
  held.push(server);
  const listens = once(server.listen(port, "127.0.0.1"), "listening");
  return listens.then(
    () => server,
    () => undefined,
  );
}

const run = (language: string) =>
  startPeer(process.execPath, [mainFile], {
    env: { ...process.env, TWP_HOME: folder, TWP_SECRETS: "file", LANG: language },
  });
const exitOf = (peer: ReturnType<typeof run>) => until(() => peer.child.exitCode, "the process ends");

describe("the companion's process", () => {
  it("is one per user: a second one says so, in the user's language, and leaves", async () => {
    const first = await startCompanionIn(folder);
    const second = run("de_DE.UTF-8");
    expect(await exitOf(second)).toBe(3);
    expect(second.output()).toContain(
      `TWP läuft bereits für Sie (Prozess ${first.peer.child.pid}, Port ${first.port})`,
    );
    await first.stop();
  });

  it("starts again after it was killed, though its files still stand there", async () => {
    const first = await startCompanionIn(folder);
    first.peer.child.kill("SIGKILL");
    await until(() => first.peer.child.signalCode, "killed");
    const second = await startCompanionIn(folder);
    expect(second.port).toBe(first.port);
    await second.stop();
  });

  it("takes the next port when one is taken, and says so when all are", async () => {
    const others = (await Promise.all(companionPorts.map(holdPort))).filter((other) => other !== undefined);
    const refused = run("fr_FR.UTF-8");
    expect(await exitOf(refused)).toBe(4);
    expect(refused.output()).toContain("les ports 48170 à 48174 sont pris");
    const last = others.at(-1)!;
    const { port } = last.address() as AddressInfo;
    await new Promise((resolve) => last.close(resolve));
    const started = await startCompanionIn(folder);
    expect(started.port).toBe(port);
    await started.stop();
  });

  it("sets a broken settings file aside, says so in every window, and loses nothing of it", async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "settings.json"), '{"version": 1, "language": "fr", ');
    await writeFile(join(folder, "dialling.json"), '{"version": 1, "country": 7}');
    const companion = await startCompanionIn(folder);
    const window = await openWindow(companion);
    const { notices, values } = window.state().settings;
    expect(notices.map((notice) => notice.code)).toEqual(["file-set-aside", "file-set-aside"]);
    expect(values.language).toBe("auto");
    const aside = (await readdir(folder)).find((name) => name.startsWith("settings.json.broken-"));
    expect(await readFile(join(folder, aside ?? ""), "utf8")).toBe('{"version": 1, "language": "fr", ');
    await window.ask("settings.dismissNotice", { noticeId: notices[0]?.id ?? "" });
    await until(() => window.state().settings.notices.length === 1, "one notice is left");
    window.close();
    await companion.stop();
  });

  it("keeps what is changed, readable for this user alone", async () => {
    const companion = await startCompanionIn(folder);
    const window = await openWindow(companion);
    await window.ask("settings.change", { language: "de" });
    await window.ask("dialling.change", {
      ...defaultDialPlan,
      country: "DE",
      outsidePrefix: "0",
      internalLengths: [2, 3],
      outsideFormat: "national",
    });
    window.close();
    await companion.stop();
    const again = await startCompanionIn(folder);
    const second = await openWindow(again);
    expect(second.state().settings.values.language).toBe("de");
    expect(second.state().dialling).toMatchObject({ country: "DE", outsidePrefix: "0" });
    second.close();
    await again.stop();
    expect((await stat(folder)).mode & 0o077).toBe(0);
  });

  it("leaves within two seconds when it is asked to", async () => {
    const companion = await startCompanion();
    const { child } = companion.peer;
    let looks = 0;
    child.kill("SIGTERM");
    await until(() => {
      looks += 1;
      return child.exitCode !== null || child.signalCode !== null;
    }, "it has left");
    // Looks are 20 ms apart or more: a machine that is too busy for the companion has no time for them either.
    expect(looks).toBeLessThanOrEqual(100);
    expect(child.signalCode).toBeNull();
    expect(child.exitCode).toBe(0);
    await companion.stop();
  });
});

describe("the twp command", () => {
  const cli = new URL("../../companion/src/cli.ts", import.meta.url).pathname;
  const twp = (...words: string[]) =>
    spawnSync(process.execPath, [cli, ...words], {
      encoding: "utf8",
      env: { ...process.env, TWP_HOME: folder, LANG: "en" },
    });

  it("opens a pairing code and tells the line's state", async () => {
    const companion = await startCompanionIn(folder);
    expect(twp("pair").stdout).toMatch(/Pairing code: \d{6} /u);
    expect(twp("status").stdout).toContain("Calls: 0");
    await companion.stop();
  });

  it("says when no companion runs, and what it can do", () => {
    expect(twp("status")).toMatchObject({ status: 3, stdout: "TWP is not running. Start it with: npm start\n" });
    expect(twp("dance")).toMatchObject({ status: 2 });
    expect(twp("dance").stdout).toContain("Unknown command: dance");
  });
});
