// The pictures of the documentation, taken anew in headless Chromium: docs/screenshots/ and docs/states/.
import { needChromium } from "./peers.js";
import { install, startProgram } from "./project.js";
import { buildExtension } from "./extension.js";

needChromium();
install();
buildExtension("warn");
// With a folder given, the pictures of README.md alone are taken there, to look at.
const given = process.argv.slice(2);
startProgram("tests/e2e/screenshots.ts", given).once("exit", (status) => {
  if (status !== 0 || given.length > 0) process.exit(status ?? 1);
  startProgram("tests/e2e/states.ts", []).once("exit", (failed) => process.exit(failed ?? 1));
});
