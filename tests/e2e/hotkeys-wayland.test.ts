import type { Hotkeys } from "@twp/shared/protocol/index.ts";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { leaveNoCall, openWindow, registered, startCompanion, type Window } from "../peers/companion.ts";
import { startPortal, type Portal } from "../peers/portal.ts";
import { until } from "../peers/process.ts";
import { startDesktop, type Desktop } from "./desktop.ts";
import { startTerminal, type Terminal } from "./terminal.ts";

/** A Wayland desktop as the companion sees one: a portal on the bus, and Xwayland, whose display keeps its keys from us. */
const stops: (() => unknown)[] = [];
let desktop: Desktop;
let portal: Portal;
let terminal: Terminal;
let window: Window;
beforeAll(async () => {
  desktop = await startDesktop();
  stops.push(desktop.stop);
  portal = await startPortal(desktop.bus);
  stops.push(portal.stop);
  window = await companionOn({ DISPLAY: desktop.display, DBUS_SESSION_BUS_ADDRESS: desktop.bus });
  terminal = await startTerminal(desktop, ["600", "Anna"]);
  stops.push(terminal.stop);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
afterEach(() => leaveNoCall(window));

async function companionOn(env: Record<string, string>): Promise<Window> {
  const companion = await startCompanion(undefined, { WAYLAND_DISPLAY: "wayland-0", ...env });
  const opened = await openWindow(companion);
  stops.push(companion.stop, opened.close);
  await registered(opened);
  return opened;
}

const hotkeys = (): Hotkeys => window.state().hotkeys;
const dialled = (): string | undefined => window.state().calls.at(-1)?.dialled?.target;

it("F78: the desktop is asked for the keys in words, and says what is pressed", async () => {
  await window.ask("settings.change", { callSelection: true, hangUpKey: "Ctrl+Alt+X" });
  await until(() => hotkeys().keys.every(({ stand }) => stand === "held"), "the desktop gives them");
  expect(hotkeys().keys.map(({ pressed }) => pressed)).toEqual(["Press CTRL+F12", "Press CTRL+ALT+x"]);
  expect(portal.asked()).toContain("asked: selection | TWP: call or look for the selected text | CTRL+F12");
});

it("F77: the selected text is read from Xwayland, and called", async () => {
  await terminal.select(0);
  portal.press("selection");
  await until(() => dialled() === "600", "the echo is called");
  await new Promise((resolve) => setTimeout(resolve, 600));
});

it("F87: a contact's key calls, and a key hangs up", async () => {
  await window.ask("contacts.save", { id: null, name: "Anna", company: "", numbers: ["201"], hotkey: "F1" });
  await until(() => hotkeys().keys.some(({ chord, stand }) => chord === "Ctrl+F1" && stand === "held"), "it is held");
  portal.press("contact-Ctrl+F1");
  await until(() => window.state().calls.at(-1)?.state === "active", "Anna answers");
  portal.press("hangUp");
  await until(() => window.state().calls.at(-1)?.end === "hung-up", "hung up");
});

it("F76: without Xwayland the selection cannot be read, and that is said", async () => {
  const other = await companionOn({ DISPLAY: "", DBUS_SESSION_BUS_ADDRESS: desktop.bus });
  await other.ask("settings.change", { callSelection: true });
  await until(() => other.state().hotkeys.keys[0]?.stand === "held", "the desktop gives it");
  portal.press("selection");
  await until(() => other.state().hotkeys.news, "something came of it");
  expect(other.state().hotkeys.news).toMatchObject({ kind: "failed", code: "selection-unreadable" });
});

it("a desktop that refuses, or has no portal, is named as the hindrance", async () => {
  portal.refuse();
  await window.ask("settings.change", { hangUpKey: "" });
  await until(() => hotkeys().hindrance === "portal-refused", "the refusal is told");
  const nowhere = await companionOn({ DISPLAY: "", DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere/bus" });
  await nowhere.ask("settings.change", { callSelection: true });
  await until(() => nowhere.state().hotkeys.hindrance === "no-portal", "its absence is told");
  const display = await companionOn({ WAYLAND_DISPLAY: "", XDG_SESSION_TYPE: "tty", DISPLAY: "" });
  await display.ask("settings.change", { callSelection: true });
  await until(() => display.state().hotkeys.hindrance === "no-display", "its absence is told");
});
