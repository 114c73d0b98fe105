import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../peers/process.ts";
import { startWindows, type Windows, type WindowsKeys } from "../peers/windows.ts";
import { startDesktop, type Desktop } from "./desktop.ts";

let desktop: Desktop;
let windows: Windows;
let keys: WindowsKeys;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  desktop = await startDesktop();
  stops.push(desktop.stop);
  windows = await startWindows(desktop);
  stops.push(windows.stop);
  keys = await windows.startKeys();
  const notepad = windows.open("notepad");
  stops.push(notepad.stop);
  const found = await until(
    () => desktop.xdotool("search", "--onlyvisible", "--name", "Notepad"),
    "another application is open",
  );
  await desktop.xdotool("windowactivate", "--sync", found.split("\n").at(-1) ?? "");
}, 120_000);
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const last = (of: WindowsKeys = keys) => of.said().at(-1);
const says = (what: object, of: WindowsKeys = keys): Promise<unknown> =>
  until(() => JSON.stringify(last(of)) === JSON.stringify(what), `it says ${JSON.stringify(what)}`);

/** Writes in the other application in place of all that stands there, and selects it. */
async function write(text: string): Promise<void> {
  await desktop.keys("ctrl+a");
  await desktop.xdotool("type", "--delay", "20", text);
  await desktop.keys("ctrl+a");
}

/** What the key for the selected text gives. */
async function pressAndRead(): Promise<unknown> {
  const before = keys.said().length;
  await desktop.keys("ctrl+F12");
  await until(() => keys.said().length > before, "the press is heard");
  expect(last()).toEqual({ pressed: "Ctrl+F12" });
  keys.ask({ read: true });
  await until(() => keys.said().length > before + 1, "the selection is read");
  return last();
}

describe("F76: in any application of Windows", () => {
  it("keys are ours, and Ctrl+F12 gives the text that is selected there", async () => {
    keys.ask({ hold: ["Ctrl+F12", "Ctrl+F1"] });
    await says({ hindrance: null, stands: { "Ctrl+F12": "held", "Ctrl+F1": "held" } });
    await write("Ring 01 99 00 12 34");
    expect(await pressAndRead()).toEqual({ text: "Ring 01 99 00 12 34" });
    await desktop.keys("ctrl+F1");
    await says({ pressed: "Ctrl+F1" });
  });

  it("what was copied before is on the clipboard afterwards", async () => {
    await write("copied before");
    await desktop.keys("ctrl+c");
    await write("01 99 00 12 35");
    expect(await pressAndRead()).toEqual({ text: "01 99 00 12 35" });
    await desktop.keys("ctrl+v", "ctrl+a");
    expect(await pressAndRead()).toEqual({ text: "copied before" });
  });

  it("nothing comes of it where nothing is selected", async () => {
    await write("01 99 00 12 36");
    await desktop.keys("End");
    expect(await pressAndRead()).toEqual({ text: "" });
  });

  it("keys that another program has are said to be taken, and given back when we let them go", async () => {
    const other = await windows.startKeys();
    other.ask({ hold: ["Ctrl+F12", "Ctrl+Alt+F5"] });
    await says({ hindrance: null, stands: { "Ctrl+F12": "taken", "Ctrl+Alt+F5": "held" } }, other);
    keys.ask({ hold: ["Ctrl+F1"] });
    await says({ hindrance: null, stands: { "Ctrl+F1": "held" } });
    other.ask({ hold: ["Ctrl+F12"] });
    await says({ hindrance: null, stands: { "Ctrl+F12": "held" } }, other);
    await other.leave();
    keys.ask({ hold: [] });
    await keys.leave();
  });
});
