import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { OpenHolder, Told } from "../distant/words.ts";
import type { Keys } from "./keys.ts";
import { createLines } from "./lines.ts";

/** Begins the process that has the keys; it ends when its input does, and so with us. */
export const openProcess: OpenHolder<Keys> = (heard, ended) => {
  const program = fileURLToPath(new URL("key-process.ts", import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "ignore"] });
  child.stdout.setEncoding("utf8").on(
    "data",
    createLines((line) => heard(JSON.parse(line) as Told)),
  );
  // Of one that is gone its exit tells.
  child.stdin.on("error", () => undefined);
  child.once("exit", ended);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () =>
      resolve({
        tell: (wanted) => void child.stdin.write(`${JSON.stringify(wanted)}\n`),
        end: () => child.stdin.end(),
      }),
    );
  });
};
