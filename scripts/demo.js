// The first call by itself, in headless Chromium: screenshots and the recorded sound of both ends in demo/.
import { needChromium } from "./peers.js";
import { install, startProgram } from "./project.js";
import { buildExtension } from "./extension.js";

needChromium();
install();
buildExtension("warn");
startProgram("tests/e2e/demo.ts").once("exit", (status) => process.exit(status ?? 1));
