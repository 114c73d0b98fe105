// The pictures of the documentation, taken anew in headless Chromium: docs/screenshots/.
import { needChromium } from "./peers.js";
import { install, startProgram } from "./project.js";
import { buildExtension } from "./extension.js";

needChromium();
install();
buildExtension("warn");
startProgram("tests/e2e/screenshots.ts", process.argv.slice(2)).once("exit", (status) => process.exit(status ?? 1));
