// Runs tests and closes with one plain line that any reader understands.
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { givesNetworks, inOwnNetwork } from "./network.js";
import { attempt, begin, root } from "./project.js";

const results = join(root, "tests", "results");
const inResults = (name) => join(results, name);

/** Runs the tests of some projects and gives the exit status. Those with processes of their own wait more than they work. */
export async function runTests(projects) {
  mkdirSync(results, { recursive: true });
  const status = attempt("vitest", [...argumentsFor(projects, "summary.json"), "--maxWorkers=3"]);
  return close(status, [reportIn("summary.json")]);
}

/**
 * Runs the tests of a project whose files take turns, in two lanes where the system gives each a network of its own: they share no port and
 * wait more than they work. Beside them, in a process of its own, goes what takes long and needs little. Gives the exit status of all.
 */
export async function runInLanes(project, beside) {
  mkdirSync(results, { recursive: true });
  const lanes = givesNetworks() ? [1, 2] : [1];
  const shard = (n) => (lanes.length === 1 ? [] : [`--shard=${n}/${lanes.length}`]);
  const lane = (n) => [...argumentsFor([project], `lane-${n}.json`), ...shard(n)];
  const [besideStatus, ...statuses] = await Promise.all([
    begunBeside(beside),
    ...lanes.map((n) => begun(lane(n), "inherit", lanes.length === 1 ? undefined : inOwnNetwork)),
  ]);
  const reports = [beside, ...lanes.map((n) => `lane-${n}`)].map((name) => reportIn(`${name}.json`));
  const status = Math.max(...statuses);
  const failed = reports.slice(1).flatMap(failedFiles);
  if (status === 0 || failed.length === 0 || failed.length > mostRunAgain)
    return close(Math.max(status, besideStatus), reports);
  return close(Math.max(runAgain(project, failed, reports), besideStatus), reports);
}

/** Runs these files alone, and puts what became of them in the place of what they had been. */
function runAgain(project, failed, reports) {
  console.log(`\nRun again, alone: ${failed.join(", ")}`);
  const status = attempt("vitest", [...argumentsFor([project], "again.json"), ...failed]);
  const again = reportIn("again.json");
  for (const [index, report] of reports.entries()) reports[index] = replaceFiles(report, again);
  if (status === 0) console.log(`\nPASSED ONLY WHEN RUN AGAIN: ${failed.join(", ")}`);
  return status;
}

function close(status, reports) {
  const sum = (state) => reports.reduce((total, report) => total + count(report, state), 0);
  const skipped = sum("pending") + sum("skipped") + sum("todo");
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${skipped} skipped`);
  return Math.max(status, skipped > 0 ? 1 : 0);
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

/** Begins a run of vitest and resolves with its exit status; `wrap` gives the command that runs it in its own way. */
async function begun(args, output, wrap) {
  const child = begin("vitest", args, { stdio: ["ignore", output, output] }, wrap);
  process.once("exit", () => child.kill());
  const [status] = await once(child, "exit");
  return status ?? 1;
}

/** What it prints is shown when it is over. */
async function begunBeside(project) {
  const log = inResults(`${project}.log`);
  const status = await begun(argumentsFor([project], `${project}.json`), openSync(log, "w"));
  console.log(readFileSync(log, "utf8"));
  return status;
}

function argumentsFor(projects, file) {
  const chosen = projects.flatMap((project) => ["--project", project]);
  return ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${inResults(file)}`, ...chosen];
}
