import { execFile } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "puppeteer";
import { scratchFolder, startPeer, until, type Peer } from "../peers/process.ts";

const run = promisify(execFile);

/** A desktop of the test's own, with a window manager and notifications. Its mouse and keyboard are the user's: what they do is trusted. */
export type Desktop = Readonly<{
  display: string;
  /** The address of its message bus. */
  bus: string;
  /** Runs one of xdotool's commands; gives what it prints. */
  xdotool: (...command: readonly string[]) => Promise<string>;
  /** Brings the browser's window to the front and presses keys there, such as `Tab` or `alt+shift+a`. */
  keys: (...names: readonly string[]) => Promise<void>;
  /** Moves the pointer to a place and clicks there: 1 is the left button, 3 the right one. */
  click: (place: Place, button?: 1 | 3) => Promise<void>;
  /** Clicks the notification that stands on the desktop and chooses the button with this word. */
  pressNote: (word: string) => Promise<void>;
  stop: () => Promise<void>;
}>;

/** Pixels from the upper left corner. */
export type Place = Readonly<{ x: number; y: number }>;

/** Starts a virtual screen, a window manager, a message bus and the program that shows notifications. */
export async function startDesktop(): Promise<Desktop> {
  const { folder, remove } = await scratchFolder();
  const started: Peer[] = [];
  const start = (program: string, args: readonly string[], env: NodeJS.ProcessEnv): Peer => {
    const peer = startPeer(program, args, { env: { ...process.env, ...env } });
    started.unshift(peer);
    return peer;
  };
  const screen = start("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], {});
  const number = await until(() => /^(\d+)$/mu.exec(screen.output())?.[1], "the screen is there");
  const bus = `unix:path=${join(folder, "bus")}`;
  const daemon = start("dbus-daemon", ["--session", "--nofork", "--print-address=1", `--address=${bus}`], {});
  await until(() => daemon.output().includes(bus), "the message bus is there");
  const env = { DISPLAY: `:${number}`, DBUS_SESSION_BUS_ADDRESS: bus };
  const xdotool = async (...command: readonly string[]): Promise<string> =>
    (await run("xdotool", command, { env: { ...process.env, ...env } })).stdout.trim();
  start("openbox", ["--sm-disable"], env);
  await until(() => xdotool("get_num_desktops"), "the window manager is there");
  const notes = await configureNotes(folder);
  start("dunst", ["-conf", notes.configuration], env);
  const click = async ({ x, y }: Place, button = 1): Promise<void> => {
    await xdotool("mousemove", String(Math.round(x)), String(Math.round(y)), "click", String(button));
  };
  return {
    display: env.DISPLAY,
    bus,
    xdotool,
    click,
    async keys(...names) {
      await xdotool("search", "--onlyvisible", "--class", "chromium", "windowactivate", "--sync");
      for (const name of names) await xdotool("key", "--clearmodifiers", name);
    },
    async pressNote(word) {
      await notes.choose(word);
      const place = await until(() => noteOnScreen(xdotool), "a notification stands on the desktop");
      await click(place);
      await until(() => notes.chosen(), `the notification has “${word}”`);
    },
    async stop() {
      for (const peer of started) await peer.stop();
      await remove();
    },
  };
}

/**
 * dunst draws no buttons: a click opens a menu of a program of the user's choice with the notification's actions, one a line, and the
 * line which that program prints is what was pressed. Ours prints the line with the word the test wants.
 */
async function configureNotes(folder: string) {
  const [configuration, menu, word, log] = ["dunstrc", "menu", "word", "chosen"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  await writeFile(menu, `#!/bin/sh\ngrep -m 1 -F -f "${word}" | tee "${log}"\n`);
  await chmod(menu, 0o755);
  const lines = ["[global]", "origin = top-right", "width = 300", `dmenu = ${menu}`, "mouse_left_click = context"];
  await writeFile(configuration, `${lines.join("\n")}\n`);
  return {
    configuration,
    async choose(wanted: string): Promise<void> {
      await writeFile(log, "");
      await writeFile(word, `#${wanted} (`);
    },
    chosen: async (): Promise<boolean> => (await readFile(log, "utf8")) !== "",
  };
}

async function noteOnScreen(xdotool: Desktop["xdotool"]): Promise<Place | null> {
  const [window] = (await xdotool("search", "--onlyvisible", "--class", "Dunst")).split("\n");
  const shell = await xdotool("getwindowgeometry", "--shell", window ?? "");
  const value = (name: string): number => Number(new RegExp(`^${name}=(-?\\d+)$`, "mu").exec(shell)?.[1]);
  return { x: value("X") + value("WIDTH") / 2, y: value("Y") + value("HEIGHT") / 2 };
}

/** Where a place of a page lies on the screen; the page must be in a window of the desktop. */
export async function onScreen(page: Page, { x, y }: Place): Promise<Place> {
  const corner = await page.evaluate(() => {
    // The page ends at the window's lower edge, and borders are alike on all other sides.
    const border = (outerWidth - innerWidth) / 2;
    return { x: screenX + border, y: screenY + outerHeight - innerHeight - border };
  });
  return { x: corner.x + x, y: corner.y + y };
}
