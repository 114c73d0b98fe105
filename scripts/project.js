// What every command of this project shares: where it is, its Node, and how it installs itself. Runs on Node 20 with nothing installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "node_modules", ".bin");

/** The project's own Node 24, which runs TypeScript as it is. */
export const node = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** The environment of a child: the project's own tools come first. */
export const environment = (extra = {}) => ({
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
  ...extra,
});

/** Says one of the sentences of `locales/<language>/companion.json`, in the terminal's language. */
export function say(key, values = {}) {
  console.log(sentence(key, values));
}

export function sentence(key, values = {}) {
  const text = texts()[key] ?? key;
  return text.replace(/\{\{(\w+)\}\}/gu, (_, name) => String(values[name] ?? ""));
}

let loaded;
function texts() {
  const locale =
    process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  const language = ["fr", "de"].find((each) => locale.toLowerCase().startsWith(each)) ?? "en";
  loaded ??= JSON.parse(readFileSync(join(root, "locales", language, "companion.json"), "utf8"));
  return loaded;
}

/** Installs what package-lock.json names, unless it stands there already. */
export function install() {
  if (isInstalled()) return;
  say("installing");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const flags = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync(npm, flags, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}

function isInstalled() {
  const stamp = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(stamp) || !existsSync(node)) return false;
  return statSync(stamp).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs || sameVersions(stamp);
}

/** A checkout touches files without changing them: what counts is whether the same packages are there. */
function sameVersions(stamp) {
  const versions = (file) =>
    Object.entries(JSON.parse(readFileSync(file, "utf8")).packages)
      .filter(([path, entry]) => path.startsWith("node_modules/") && !entry.link && !entry.optional)
      .map(([path, entry]) => `${path}@${entry.version}`);
  const installed = new Set(versions(stamp));
  return versions(join(root, "package-lock.json")).every((each) => installed.has(each));
}

/** Runs a tool of node_modules to its end; ends this process where it fails. */
export function run(tool, args = [], extra = {}) {
  const status = attempt(tool, args, extra);
  if (status !== 0) process.exit(status);
}

/** Runs a tool of node_modules to its end and gives its exit status. */
export function attempt(tool, args = [], extra = {}) {
  const script = toolScript(tool);
  const { status } = spawnSync(node, [script, ...args], { cwd: root, stdio: "inherit", env: environment(extra) });
  return status ?? 1;
}

/** Starts a tool of node_modules; `wrap` gives the command that runs it in its own way. */
export function begin(tool, args, options, wrap = (command) => command) {
  const [program, ...rest] = wrap([node, toolScript(tool), ...args]);
  return spawn(program, rest, { cwd: root, env: environment(), ...options });
}

/** Starts one of the project's own TypeScript programs. */
export function startProgram(file, args = [], options = {}) {
  return spawn(node, [join(root, file), ...args], {
    cwd: root,
    env: environment(options.env),
    stdio: "inherit",
    ...options.spawn,
  });
}

/** A tool's own script, so that it runs on the project's Node whatever its first line says. */
function toolScript(tool) {
  const [name, command = name.split("/").pop()] = tool.split("#");
  const folder = join(root, "node_modules", name);
  const { bin: bins } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bins === "string" ? bins : bins[command]);
}
