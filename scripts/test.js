// Everything: the law of `npm run check`, then real peers and real browsers. Arguments go to vitest instead (`npm test -- tests/e2e/first-call`).
import { spawnSync } from "node:child_process";
import { root, install, attempt } from "./project.js";
import { buildExtension } from "./extension.js";
import { enterOwnNetwork } from "./network.js";
import { installPeers } from "./peers.js";
import { runInLanes } from "./vitest.js";

install();
installPeers();
enterOwnNetwork();
const chosen = process.argv.slice(2);
if (chosen.length > 0) {
  buildExtension("warn");
  process.exit(attempt("vitest", ["run", ...chosen]));
}
const { status } = spawnSync(process.execPath, ["scripts/check.js"], { cwd: root, stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
process.exit(await runInLanes("peers", "soak"));
