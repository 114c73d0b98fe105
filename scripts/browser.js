// Finds a browser and opens it in a profile of its own with the extension loaded.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { environment, node, root } from "./project.js";
import { output } from "./extension.js";

/** The id that `extension/manifest.json` fixes by its key, and the one that our Firefox profile is given. */
const chromeId = "ojfafkpgfbgnfaebhmbmfbaiknkdachd";
const firefoxId = "twp@twp.example";
const firefoxUuid = "5b0f4f0e-7d53-4c1e-9f6e-4d8a0f8e7c11";
const welcome = "src/welcome/welcome.html";

/** Programs in the order of preference; `loads` says whether an unpacked extension can be named on the command line. */
const known = [
  {
    kind: "chromium",
    loads: true,
    names: ["chromium", "chromium-browser"],
    places: ["/Applications/Chromium.app/Contents/MacOS/Chromium"],
  },
  {
    kind: "chromium",
    loads: true,
    names: ["microsoft-edge", "microsoft-edge-stable"],
    places: [
      "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
      "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    ],
  },
  {
    kind: "firefox",
    loads: true,
    names: ["firefox", "firefox-esr"],
    places: ["/Applications/Firefox.app/Contents/MacOS/firefox", "C:\\Program Files\\Mozilla Firefox\\firefox.exe"],
  },
  // Branded Chrome no longer takes an extension from its command line: a person has to load it.
  {
    kind: "chromium",
    loads: false,
    names: ["google-chrome", "google-chrome-stable"],
    places: [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
  },
];

/** The first browser that can load the extension by itself, or null. A display is needed to show it. */
export function findBrowser() {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return null;
  for (const browser of known.filter((each) => each.loads)) {
    const program = [...browser.names.flatMap(onPath), ...browser.places].find((path) => existsSync(path));
    if (program !== undefined) return { kind: browser.kind, program };
  }
  return null;
}

function onPath(name) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, process.platform === "win32" ? `${name}.exe` : name));
}

/** Opens the browser on a page, in a profile of its own with the extension loaded. Gives its process. */
export function openBrowser({ kind, program }, profile, page) {
  mkdirSync(profile, { recursive: true });
  return kind === "firefox" ? openFirefox(program, profile, page) : openChromium(program, profile, page);
}

/** The welcome page, which pairs itself with the code. */
export function welcomePage({ kind }, code) {
  const origin = kind === "firefox" ? `moz-extension://${firefoxUuid}` : `chrome-extension://${chromeId}`;
  return `${origin}/${welcome}#code=${code}`;
}

/** Shows another page in the browser that is open. Firefox shows its welcome page from the start. */
export function showPage({ kind, program }, profile, page) {
  if (kind === "chromium") spawn(program, [...chromiumFlags(profile), page], { stdio: "ignore" });
}

function openChromium(program, profile, page) {
  return spawn(program, [...chromiumFlags(profile), `--load-extension=${output.chrome}`, page], { stdio: "ignore" });
}

function chromiumFlags(profile) {
  // Chromium refuses to sandbox itself for the super user.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return [`--user-data-dir=${profile}`, "--no-first-run", "--no-default-browser-check", ...asRoot];
}

/** A temporary extension can be given to Firefox only from outside, by the driver that the tests use too. */
function openFirefox(program, profile, page) {
  const preferences = {
    // The address of an extension's pages is chosen by chance for each profile; ours has to be known.
    "extensions.webextensions.uuids": JSON.stringify({ [firefoxId]: firefoxUuid }),
  };
  const args = [join(root, "scripts", "firefox.js"), program, profile, page, JSON.stringify(preferences)];
  return spawn(node, args, { stdio: "ignore", env: environment() });
}
