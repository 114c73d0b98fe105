import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Measured } from "./served.ts";

/** One of the programs under load, in a process of its own. */
export type Program = Readonly<{
  port: number;
  pid: number;
  /** Collects garbage and measures. */
  measure: () => Promise<Measured>;
  stop: () => Promise<void>;
}>;

/** Starts `answering.ts`, `proxying.ts` or `registering.ts`. */
export async function startProgram(
  name: string,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<Program> {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const child = fork(file, args, { execArgv: ["--expose-gc", ...flags] });
  const [started] = (await once(child, "message")) as [{ port: number }];
  return {
    port: started.port,
    pid: child.pid ?? 0,
    async measure() {
      child.send("measure");
      const [measured] = (await once(child, "message")) as [Measured];
      return measured;
    },
    async stop() {
      child.disconnect();
      await once(child, "exit");
    },
  };
}

const ticksPerSecond = 100;

/** Seconds of processor that a process and those it started have used (Linux, proc(5)). */
export function processorSeconds(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /u, "")
    .split(" ");
  const own = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  return children.reduce((sum, child) => sum + processorSeconds(Number(child)), own);
}
