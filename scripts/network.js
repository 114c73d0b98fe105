// A network of its own for tests and benchmarks, where the system gives one.
import { spawnSync } from "node:child_process";

const inside = "TWP_OWN_NETWORK";
const loopbackUp = 'ip link set lo up && exec "$@"';

/**
 * Runs the present script once more in a network of its own (Linux), so that a TWP this person works with, or any other program, shares no
 * port with the tests, and nothing of theirs leaves the computer. Where the system refuses, the script goes on in the common network.
 */
export function enterOwnNetwork() {
  if (process.env[inside] !== undefined || !givesNetworks()) return;
  const [program, ...args] = inOwnNetwork([process.execPath, ...process.execArgv, ...process.argv.slice(1)]);
  const { status } = spawnSync(program, args, { stdio: "inherit", env: { ...process.env, [inside]: "yes" } });
  process.exit(status ?? 1);
}

/** Does the system give a command a network of its own? */
export function givesNetworks() {
  if (process.platform !== "linux") return false;
  const [program, ...args] = inOwnNetwork(["true"]);
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}

/** The command that runs that one in a network of its own, in which nothing but loopback is. */
export function inOwnNetwork(command) {
  const rights = process.getuid?.() === 0 ? [] : ["--map-current-user", "--keep-caps"];
  return ["unshare", "--net", ...rights, "sh", "-c", loopbackUp, "sh", ...command];
}
