import { execFile } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "puppeteer";
import { scratchFolder, startPeer, until, type Peer } from "../peers/process.ts";

const run = promisify(execFile);
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A desktop of the test's own, with a window manager and notifications. Its mouse and keyboard are the user's: what they do is trusted. */
export type Desktop = Readonly<{
  display: string;
  /** The address of its message bus. */
  bus: string;
  /** Runs one of xdotool's commands; gives what it prints. */
  xdotool: (...command: readonly string[]) => Promise<string>;
  /** Presses keys one after the other, such as `Tab` or `alt+shift+a`. */
  keys: (...names: readonly string[]) => Promise<void>;
  /** Moves the pointer to a place and clicks there. */
  click: (place: Place) => Promise<void>;
  /** Opens the context menu of a place with the right button. */
  openMenu: (place: Place) => Promise<void>;
  /** Draws the pointer from one place to another with the left button down. */
  drag: (from: Place, to: Place) => Promise<void>;
  /** Takes what lies at one place with the left button and holds it above another; the answer lets it fall. A drag begins and moves at a hand's pace. */
  carry: (from: Place, to: Place) => Promise<() => Promise<void>>;
  /** What every notification so far said, title and text. */
  notes: () => string;
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
  const bus = `unix:path=${join(folder, "bus")}`;
  const daemon = start("dbus-daemon", ["--session", "--nofork", "--print-address=1", `--address=${bus}`], {});
  await until(() => daemon.output().includes(bus), "the message bus is there");
  // By chance, because Xvfb's own choice looks neither at its lock files nor at sockets it cannot reach.
  const env = { DISPLAY: `:${100 + Math.floor(Math.random() * 30_000)}`, DBUS_SESSION_BUS_ADDRESS: bus };
  const xdotool = async (...command: readonly string[]): Promise<string> =>
    (await run("xdotool", command, { env: { ...process.env, ...env }, timeout: 5000 })).stdout.trim();
  // Without `-noreset` it begins anew when its only client goes, as each xdotool does, and throws out whoever comes just then.
  start("Xvfb", [env.DISPLAY, "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"], {});
  await until(() => xdotool("getdisplaygeometry"), "the screen is there");
  start("openbox", ["--sm-disable"], env);
  await until(() => xdotool("get_num_desktops"), "the window manager is there");
  const notes = await configureNotes(folder);
  const dunst = start("dunst", ["-conf", notes.configuration, "-print"], env);
  const click = async (place: Place): Promise<void> => {
    await xdotool("mousemove", ...pixels(place), "click", "1");
  };
  const windowUnderPointer = async (): Promise<string> => (await xdotool("getmouselocation")).split("window:")[1] ?? "";
  return {
    display: env.DISPLAY,
    bus,
    xdotool,
    click,
    async keys(...names) {
      await xdotool("key", "--delay", "50", ...names);
    },
    async openMenu(place) {
      await xdotool("mousemove", ...pixels(place));
      const below = await windowUnderPointer();
      await xdotool("click", "3");
      await until(async () => (await windowUnderPointer()) !== below, "the menu is open");
    },
    async drag(from, to) {
      await xdotool("mousemove", ...pixels(from), "mousedown", "1");
      await xdotool("mousemove", ...pixels(to));
      await xdotool("mouseup", "1");
    },
    async carry(from, to) {
      await xdotool("mousemove", ...pixels(from), "mousedown", "1");
      const steps = 8;
      for (let step = 1; step <= steps; step += 1) {
        const at = (a: number, b: number): number => a + ((b - a) * step) / steps;
        await xdotool("mousemove", ...pixels({ x: at(from.x, to.x), y: at(from.y, to.y) }));
        await pause(60);
      }
      return async () => {
        await pause(200);
        await xdotool("mouseup", "1");
      };
    },
    notes: dunst.output,
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

const pixels = ({ x, y }: Place): [string, string] => [String(Math.round(x)), String(Math.round(y))];

/** Where a place of a page lies on the screen: the pointer is laid on the page, at `within`, and the page says where it feels it. */
export async function onScreen(
  desktop: Desktop,
  page: Page,
  { x, y }: Place,
  within: Place = { x: 300, y: 500 },
): Promise<Place> {
  await page.evaluate(() => {
    const feel = ({ screenX, screenY, clientX, clientY }: PointerEvent): void => {
      Object.assign(globalThis, { twpCorner: { x: screenX - clientX, y: screenY - clientY } });
    };
    addEventListener("pointermove", feel, { capture: true, once: true });
  });
  const corner = await until(async () => {
    for (const step of [0, 1]) await desktop.xdotool("mousemove", ...pixels({ ...within, x: within.x + step }));
    return page.evaluate(() => (globalThis as unknown as { twpCorner?: Place }).twpCorner);
  }, "the page feels the pointer");
  return { x: corner.x + x, y: corner.y + y };
}
