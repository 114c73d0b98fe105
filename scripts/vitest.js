// Runs tests and closes with one plain line that any reader understands.
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
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
  let status = attempt("vitest", argumentsFor(projects, "summary.json"));
  const reports = [reportIn("summary.json")];
  const besideStatus = (await finish?.()) ?? 0;
  if (beside !== undefined) reports.push(reportIn(`${beside}.json`));
  const failed = failedFiles(reports[0]);
  if (status !== 0 && failed.length > 0 && failed.length <= mostRunAgain) {
    console.log(`\nRun again, alone: ${failed.join(", ")}`);
    status = attempt("vitest", [...argumentsFor(projects, "again.json"), ...failed]);
    reports[0] = replaceFiles(reports[0], reportIn("again.json"));
    if (status === 0) console.log(`\nPASSED ONLY WHEN RUN AGAIN: ${failed.join(", ")}`);
  }
  const sum = (state) => reports.reduce((total, report) => total + count(report, state), 0);
  const skipped = sum("pending") + sum("skipped") + sum("todo");
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${skipped} skipped`);
  return Math.max(status, besideStatus, skipped > 0 ? 1 : 0);
}

/**
 * A few files whose tests failed are run once more, alone, and the last line but one names them: a browser or a telephone that a busy
 * machine kept waiting must not hide whether the program is right. More than these is no accident.
 */
const mostRunAgain = 3;

const reportIn = (file) => JSON.parse(readFileSync(inResults(file), "utf8"));

const failedFiles = ({ testResults }) =>
  testResults.filter(({ status }) => status !== "passed").map(({ name }) => relative(root, name));

const replaceFiles = (report, again) => ({
  testResults: report.testResults.map((file) => again.testResults.find(({ name }) => name === file.name) ?? file),
});

const count = ({ testResults }, state) =>
  testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === state).length;

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
