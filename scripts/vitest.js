// Runs tests and closes with one plain line that any reader understands.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attempt, root } from "./project.js";

/** Runs vitest with these arguments; gives its exit status. */
export function runTests(args) {
  const file = join(root, "tests", "results", "summary.json");
  const status = attempt("vitest", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...args,
  ]);
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, "utf8"));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  return numPendingTests > 0 && status === 0 ? 1 : status;
}
