// Runs one benchmark (`npm run bench -- first-call`), or all of them one after the other.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { install, root, startProgram } from "./project.js";
import { buildExtension } from "./extension.js";
import { enterOwnNetwork } from "./network.js";

install();
enterOwnNetwork();
buildExtension("warn");
const all = readdirSync(join(root, "tests", "bench"))
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.replace(".bench.ts", ""));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`${unknown.join(", ")}? ${all.join(" | ")}`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : all) {
  const status = await new Promise((resolve) => startProgram(`tests/bench/${name}.bench.ts`).once("exit", resolve));
  if (status !== 0) process.exit(status ?? 1);
}
