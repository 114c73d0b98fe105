// The law: types, lint, format, dead code, borders and unit tests, and what the Firefox store would say. `npm test` adds real peers and browsers.
import { attempt, install } from "./project.js";
import { buildExtension } from "./extension.js";
import { enterOwnNetwork } from "./network.js";
import { runTests } from "./vitest.js";

install();
enterOwnNetwork();
buildExtension("warn");
const checks = [
  ["typescript#tsc", ["-b"]],
  ["oxlint", ["--max-warnings=0", "."]],
  ["oxfmt", ["--check", "."]],
  ["knip", []],
  ["web-ext", ["lint", "--source-dir", "dist/firefox", "--self-hosted"]],
];
for (const [tool, args] of checks) {
  const status = attempt(tool, args);
  if (status !== 0) process.exit(status);
}
process.exit(await runTests(["shared", "companion", "extension", "borders"]));
