import { startPeer, until } from "../peers/process.ts";
import type { Desktop } from "./desktop.ts";

/** A terminal on a desktop: an application that knows nothing of us, with lines of text to select. */
export type Terminal = Readonly<{
  /** Selects a whole line, the first is 0, by three clicks as a user does. */
  select: (line: number) => Promise<void>;
  stop: () => Promise<void>;
}>;

const rows = 24;
/** xterm's border inside its window, in pixels. */
const border = 2;

/** Starts an xterm that shows these lines. */
export async function startTerminal(desktop: Desktop, lines: readonly string[]): Promise<Terminal> {
  const env = { ...process.env, DISPLAY: desktop.display, LANG: "C.UTF-8" };
  const script = 'for line; do printf "%s\\n" "$line"; done; exec sleep 1000000';
  const size = ["-geometry", `80x${rows}+0+0`, "-title", "notes"];
  const peer = startPeer("xterm", [...size, "-e", "sh", "-c", script, "sh", ...lines], { env });
  const window = await until(
    async () => (await desktop.xdotool("search", "--onlyvisible", "--name", "^notes$")).split("\n")[0],
    "the terminal is there",
  );
  return {
    async select(line) {
      await desktop.xdotool("windowactivate", "--sync", window);
      const move = [
        "mousemove",
        "--window",
        window,
        String(border + 10),
        String(await middleOf(desktop, window, line)),
      ];
      await desktop.xdotool(...move, "click", "--repeat", "3", "--delay", "40", "1");
      // xterm owns the selection once the button is released; a user takes longer to reach the keys.
      await new Promise((resolve) => setTimeout(resolve, 200));
    },
    stop: peer.stop,
  };
}

/** Pixels from the window's upper edge to the middle of a line. */
async function middleOf(desktop: Desktop, window: string, line: number): Promise<number> {
  const shell = await desktop.xdotool("getwindowgeometry", "--shell", window);
  const height = Number(/^HEIGHT=(\d+)$/mu.exec(shell)?.[1]);
  return Math.round(border + ((height - 2 * border) / rows) * (line + 0.5));
}
