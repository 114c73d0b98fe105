import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { scratchFolder, startPeer, until } from "./process.ts";

/** The real xdg-desktop-portal on a message bus, with a desktop behind it that a test drives. */
export type Portal = Readonly<{
  /** Presses the keys of a shortcut. */
  press: (id: string) => void;
  /** The user says no to every question from now on. */
  refuse: () => void;
  /** What the desktop was asked, a line each. */
  asked: () => string;
  stop: () => Promise<void>;
}>;

const description = [
  "[portal]",
  "DBusName=org.freedesktop.impl.portal.desktop.test",
  "Interfaces=org.freedesktop.impl.portal.GlobalShortcuts",
  "UseIn=test",
];

/** Starts both; a program on that bus finds the portal as on any desktop. */
export async function startPortal(bus: string): Promise<Portal> {
  const { folder, remove } = await scratchFolder();
  await mkdir(join(folder, "portals"));
  await writeFile(join(folder, "portals", "test.portal"), `${description.join("\n")}\n`);
  const env = {
    ...process.env,
    DBUS_SESSION_BUS_ADDRESS: bus,
    XDG_CURRENT_DESKTOP: "test",
    XDG_DESKTOP_PORTAL_DIR: join(folder, "portals"),
  };
  // The system's own Python: others do not see the packages of the system.
  const backend = new URL("portal-backend.py", import.meta.url).pathname;
  const desktop = startPeer("/usr/bin/python3", [backend], { env });
  await until(() => desktop.output().includes("ready"), "the desktop is there");
  const portal = startPeer("/usr/libexec/xdg-desktop-portal", ["--verbose", "--replace"], { env });
  await until(() => portal.output().includes("org.freedesktop.portal.Desktop acquired"), "the portal is there");
  const say = (line: string): void => void desktop.child.stdin?.write(`${line}\n`);
  return {
    press: say,
    refuse: () => say("refuse"),
    asked: desktop.output,
    async stop() {
      await portal.stop();
      await desktop.stop();
      await remove();
    },
  };
}
