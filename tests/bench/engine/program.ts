import { fork } from "node:child_process";
import { once } from "node:events";
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

/** What Node compiled is kept from run to run, as the companion and `twp engine` keep it. */
const env = { ...process.env, NODE_COMPILE_CACHE: fileURLToPath(new URL("../results/compiled", import.meta.url)) };

/** Starts `answering.ts`, `proxying.ts` or `registering.ts`. */
export async function startProgram(
  name: string,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<Program> {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const child = fork(file, args, { execArgv: ["--expose-gc", ...flags], env });
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
