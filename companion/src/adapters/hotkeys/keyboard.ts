import { Failure, type KeyHindrance } from "@twp/shared/protocol/index.ts";
import type { Answered, Keyboard, KeyboardNews, KeyWish } from "../../features/hotkeys/ports.ts";
import type { Clock, Log } from "../../features/ports.ts";
import { parseDisplay } from "./x11/display.ts";
import { createX11Keyboard } from "./x11/keyboard.ts";

/** The desktop the companion runs on. */
export type DesktopPorts = Readonly<{ env: NodeJS.ProcessEnv; platform: NodeJS.Platform; clock: Clock; log: Log }>;

/** Opens the keyboard of this desktop, by whatever way it gives keys to a program that is not in front. */
export function openKeyboard(ports: DesktopPorts, news: KeyboardNews): Keyboard {
  const way = wayOf(ports);
  if (typeof way === "string") return unreachable(way, news);
  return createX11Keyboard({ ...ports, display: way }, news);
}

function wayOf({
  env,
  platform,
}: Pick<DesktopPorts, "env" | "platform">): KeyHindrance | NonNullable<ReturnType<typeof parseDisplay>> {
  if (platform === "win32" || platform === "darwin") return "system-unsupported";
  return parseDisplay(env["DISPLAY"] ?? "") ?? "no-display";
}

/** A desktop that gives no keys says why, as soon as one is wanted. */
export function unreachable(hindrance: KeyHindrance, { answered }: Pick<KeyboardNews, "answered">): Keyboard {
  const refusal: Answered = { hindrance, stands: new Map() };
  return {
    hold: (wishes: readonly KeyWish[]) => void (wishes.length > 0 && answered(refusal)),
    selection: () => Promise.reject(new Failure("selection-unreadable")),
    stop: () => undefined,
  };
}
