// Runs tests and closes with one plain line that any reader understands.
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { attempt, begin, root } from "./project.js";

const results = join(root, "tests", "results");
const inResults = (name) => join(results, name);

/**
 * Runs the tests of some projects, and beside them, in a process of its own, what takes long and needs little; gives the exit status of
 * both together.
 */
export async function runTests(projects, beside) {
  mkdirSync(results, { recursive: true });
  const finish = beside === undefined ? undefined : startBeside(beside);
  const statuses = [attempt("vitest", argumentsFor(projects, "summary.json")), (await finish?.()) ?? 0];
  const files = ["summary.json", ...(beside === undefined ? [] : [`${beside}.json`])];
  const reports = files.map((file) => JSON.parse(readFileSync(inResults(file), "utf8")));
  const sum = (count) => reports.reduce((total, report) => total + report[count], 0);
  const skipped = sum("numPendingTests");
  console.log(`${sum("numPassedTests")} passed, ${sum("numFailedTests")} failed, ${skipped} skipped`);
  return Math.max(...statuses, skipped > 0 ? 1 : 0);
}

/** What it prints is shown when it is over. The answer waits for that, and gives its exit status. */
function startBeside(project) {
  const log = inResults(`${project}.log`);
  const output = openSync(log, "w");
  const child = begin("vitest", argumentsFor([project], `${project}.json`), { stdio: ["ignore", output, output] });
  const ended = once(child, "exit");
  process.once("exit", () => child.kill());
  return async () => {
    const [status] = await ended;
    console.log(readFileSync(log, "utf8"));
    return status ?? 1;
  };
}

function argumentsFor(projects, file) {
  const chosen = projects.flatMap((project) => ["--project", project]);
  return ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${inResults(file)}`, ...chosen];
}
