import type { KeyHindrance, Purpose } from "@twp/shared/protocol/index.ts";
import { PressFailed, type Keyboard, type KeyboardNews } from "../../features/hotkeys/ports.ts";
import type { Clock, Log } from "../../features/ports.ts";
import { socketOf } from "./dbus/bus.ts";
import { createDistantKeyboard } from "./distant/keyboard.ts";
import { keysOf as macKeysOf } from "./macos/keys.ts";
import { openProcess } from "./macos/open-process.ts";
import { createPortalKeyboard } from "./portal/keyboard.ts";
import { keysOf as windowsKeysOf } from "./windows/keys.ts";
import { openThread } from "./windows/open-thread.ts";
import { parseDisplay, type DisplayName } from "./x11/display.ts";
import { openDisplayKeys } from "./x11/display-keys.ts";
import { createX11Keyboard } from "./x11/keyboard.ts";

/** The desktop the companion runs on. */
export type DesktopPorts = Readonly<{
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** What a key is for, in words. */
  describe: (purpose: Purpose) => string;
  newToken: () => string;
  clock: Clock;
  log: Log;
}>;

/** Opens the keyboard of this desktop, by the way it has for a program that is not in front. */
export function openKeyboard(ports: DesktopPorts, news: KeyboardNews): Keyboard {
  const { env, platform } = ports;
  const display = parseDisplay(env["DISPLAY"] ?? "");
  if (platform === "win32") return createDistantKeyboard({ ...ports, keysOf: windowsKeysOf, open: openThread }, news);
  if (platform === "darwin") return createDistantKeyboard({ ...ports, keysOf: macKeysOf, open: openProcess }, news);
  if (isWayland(env)) {
    const bus = socketOf(env["DBUS_SESSION_BUS_ADDRESS"] ?? `unix:path=${env["XDG_RUNTIME_DIR"] ?? ""}/bus`);
    if (bus === null) return without("no-portal", news);
    return createPortalKeyboard({ ...ports, bus, selection: () => selectionOf(display, ports) }, news);
  }
  return display === null ? without("no-display", news) : createX11Keyboard({ ...ports, display }, news);
}

/** Xwayland is a display too, but hears keys only while one of its own windows is in front. */
function isWayland(env: NodeJS.ProcessEnv): boolean {
  return env["XDG_SESSION_TYPE"] === "wayland" || (env["WAYLAND_DISPLAY"] ?? "") !== "";
}

/** A desktop that gives no keys says why, as soon as one is wanted. */
function without(hindrance: KeyHindrance, { answered }: KeyboardNews): Keyboard {
  return {
    hold: (wishes) => void (wishes.length > 0 && answered({ hindrance, stands: new Map() })),
    selection: () => Promise.reject(new PressFailed("selection-unreadable")),
    stop: () => undefined,
  };
}

/** Wayland gives the selection to nobody in the background; Xwayland has it where the desktop hands it over. */
async function selectionOf(display: DisplayName | null, ports: DesktopPorts): Promise<string> {
  if (display === null) throw new PressFailed("selection-unreadable");
  const nothing = (): void => undefined;
  const opening = openDisplayKeys(display, ports, { pressed: nothing, changed: nothing, closed: nothing });
  const keys = await opening.catch((error: unknown) => {
    throw new PressFailed("selection-unreadable", { cause: error });
  });
  return keys.selection().finally(keys.close);
}
