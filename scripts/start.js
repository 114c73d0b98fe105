// `npm start` on a bare machine: installs, builds, runs the companion, and opens a browser that is paired.
import { join } from "node:path";
import { install, say, startProgram } from "./project.js";
import { buildExtension, output } from "./extension.js";
import { findBrowser, openBrowser, showPage, welcomePage } from "./browser.js";

install();
say("building");
buildExtension("warn");

const companion = startProgram("companion/src/main.js", [], {
  spawn: { stdio: ["inherit", "inherit", "inherit", "ipc"] },
});
const found = process.argv.includes("--no-browser") ? null : findBrowser();
let profile = "";
let browser = null;
companion.on("message", (message) => {
  if (message.type === "ready") show(message);
  // A page of the extension can be shown only once the extension is there; now it is, and it has to be paired.
  if (message.type === "stranger" && found !== null) showPage(found, profile, welcomePage(found, message.code));
});
companion.once("exit", (status) => {
  browser?.kill();
  process.exit(status ?? 1);
});
// Ctrl+C reaches the companion as well; it says goodbye to its calls before it leaves, and we leave after it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => companion.kill("SIGTERM"));

/** The companion is ready: a browser that can be opened is, else a person is told how to load the extension. */
function show({ folder, code, port }) {
  const demo = `http://127.0.0.1:${port}/demo/`;
  if (found !== null) {
    profile = join(folder, `browser-${found.kind}`);
    browser = openBrowser(found, profile, found.kind === "firefox" ? welcomePage(found, code) : demo);
    say("browserOpened", { browser: found.kind });
  } else {
    say("loadByHand", { chrome: output.chrome, firefox: output.firefox });
  }
  // Where several people share the computer, the browser may ask for it although we opened it.
  say("pairingCode", { code });
  say("demoPage", { url: demo });
}
