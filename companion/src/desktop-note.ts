import { openBus, socketOf } from "./adapters/hotkeys/dbus/bus.ts";

const notifications = {
  destination: "org.freedesktop.Notifications",
  path: "/org/freedesktop/Notifications",
  interface: "org.freedesktop.Notifications",
} as const;

/** Nobody waits longer for a desktop that does not answer, in milliseconds. */
const patience = 2000;

/**
 * Says something on the user's desktop (freedesktop.org, Desktop Notifications Specification), for whoever started us without a terminal. Where there is
 * no desktop it is not said.
 */
export async function noteOnDesktop(title: string, text: string): Promise<void> {
  const path = socketOf(process.env["DBUS_SESSION_BUS_ADDRESS"] ?? "");
  if (path === null) return;
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), patience);
  try {
    const bus = await openBus(path, end.signal, () => undefined);
    const body = ["TWP", 0, "", title, text, [], [], -1];
    await bus.ask({ ...notifications, member: "Notify", signature: "susssasa{sv}i", body });
  } catch {
    // The terminal, where there is one, has it all the same.
  } finally {
    clearTimeout(timer);
    end.abort();
  }
}
