/*
 * A program without types, as the only one beside `main.js`: it is asked where Node keeps what it has stripped before that is in use, and to
 * strip types by itself Node loads a stripper of 16 MB, for good.
 */
import { chmod, mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where this user's companion keeps its files, by the custom of the system; `TWP_HOME` says otherwise.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string}
 */
export function companionFolder(env, platform) {
  const own = env["TWP_HOME"];
  if (own !== undefined && own !== "") return own;
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "TWP");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "TWP");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "twp");
}

/**
 * Where Node keeps what it stripped and compiled: a third of the start-up time, and the stripper's memory. As `NODE_COMPILE_CACHE` it reaches
 * threads and child processes; a folder that cannot be written costs only the gain.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string}
 */
export const compiledFolder = (env, platform) =>
  env["NODE_COMPILE_CACHE"] ?? join(companionFolder(env, platform), "cache");

/**
 * Makes the folder, for this user alone.
 *
 * @param {string} folder
 * @returns {Promise<void>}
 */
export async function makeFolder(folder) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
}
