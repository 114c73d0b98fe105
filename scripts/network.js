// A network of its own for tests and benchmarks, where the system gives one.
import { spawnSync } from "node:child_process";

const inside = "TWP_OWN_NETWORK";
const loopbackUp = 'ip link set lo up && exec "$@"';

/**
 * Runs the present script once more in a network of its own (Linux), so that a TWP this person works with, or any other program, shares no
 * port with the tests, and nothing of theirs leaves the computer. Where the system refuses, the script goes on in the common network.
 */
export function enterOwnNetwork() {
  if (process.platform !== "linux" || process.env[inside] !== undefined) return;
  const rights = process.getuid?.() === 0 ? [] : ["--map-current-user", "--keep-caps"];
  const unshared = (command, options) =>
    spawnSync("unshare", ["--net", ...rights, "sh", "-c", loopbackUp, "sh", ...command], options);
  if (unshared(["true"], { stdio: "ignore" }).status !== 0) return;
  const { status } = unshared([process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    stdio: "inherit",
    env: { ...process.env, [inside]: "yes" },
  });
  process.exit(status ?? 1);
}
