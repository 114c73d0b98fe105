// The extension's two outputs, from the same source.
import { join } from "node:path";
import { root, run } from "./project.js";

export const output = { chrome: join(root, "dist", "chrome"), firefox: join(root, "dist", "firefox") };

/** Builds both outputs; `watch` keeps Chrome's up to date instead. */
export function buildExtension(level = "info") {
  for (const mode of ["chrome", "firefox"]) run("vite", ["build", "extension", "--mode", mode, "--logLevel", level]);
}
