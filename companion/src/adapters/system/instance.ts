import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import * as v from "valibot";

/** How this user's other programs find the running companion: a file only they can read. */
export const Instance = v.object({ pid: v.number(), port: v.number(), token: v.string() });
export type Instance = v.InferOutput<typeof Instance>;

const fileIn = (folder: string): string => join(folder, "companion.json");

/** The companion that runs for this user, or null. A file left by a killed process counts as none. */
export async function runningInstance(folder: string): Promise<Instance | null> {
  try {
    const parsed = v.safeParse(Instance, JSON.parse(await readFile(fileIn(folder), "utf8")));
    if (!parsed.success || !isAlive(parsed.output.pid)) return null;
    // A process id may have gone to another program since: only one that listens is ours.
    return (await isListening(parsed.output.port)) ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Says that this process is the companion, until the returned stop takes it back. */
export async function announceInstance(folder: string, instance: Instance): Promise<() => Promise<void>> {
  const file = fileIn(folder);
  await writeFile(`${file}.new`, JSON.stringify(instance), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return () => rm(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const end = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}
