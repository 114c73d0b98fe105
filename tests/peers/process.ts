import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program that a test started; the test ends it by its id. */
export type Peer = Readonly<{ child: ChildProcess; output: () => string; stop: () => Promise<void> }>;

/** Starts a program and collects what it prints. It ends with `stop`, at the latest by force after two seconds. */
export function startPeer(program: string, args: readonly string[], options: SpawnOptions = {}): Peer {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], ...options });
  let output = "";
  const collect = (chunk: Buffer): void => void (output = (output + chunk.toString("utf8")).slice(-200_000));
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  child.on("error", (error) => void (output += String(error)));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    child,
    output: () => output,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), 2000);
      await ended;
      clearTimeout(force);
    },
  };
}

/** Waits until the condition gives something that holds; its own last error says why it never did. */
export async function until<T>(
  condition: () => T | Promise<T>,
  what: string,
  patience = 20_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + patience;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const got = await condition();
      if (got !== null && got !== undefined && got !== false) return got;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never came true: ${what}`, { cause: last });
}

/** The ports a test gives its peers: below those a system gives of itself, so that nobody takes one between the asking and the binding. */
const [firstPort, lastPort] = [10_000, 19_999];
/** From one port given to the next: a peer may take the one above its own as well, as baresip does for TLS. */
const portStep = 4;
let next = firstPort + portStep * Math.floor((Math.random() * (lastPort - firstPort)) / portStep);

/** A port that is free on loopback for UDP and TCP alike, and is given once. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = port + portStep > lastPort ? firstPort : port + portStep;
    if ((await tcpIsFree(port)) && (await udpIsFree(port))) return port;
  }
}

function tcpIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Whether nobody has that UDP port on loopback. */
export function udpIsFree(port: number, host: "127.0.0.1" | "::1" = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(host === "::1" ? "udp6" : "udp4");
    socket.once("error", () => resolve(false));
    socket.bind(port, host, () => socket.close(() => resolve(true)));
  });
}

/** A folder of the test's own, and the way to take it away again. */
export async function scratchFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "twp-test-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
