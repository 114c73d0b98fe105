import type { Bus } from "../dbus/bus.ts";
import type { Message } from "../dbus/message.ts";
import { entriesOf, isVariant, options, textOf, type Value } from "../dbus/values.ts";

/** A shortcut as a desktop is asked for it: a name of ours, what it is for, and the keys we would like. */
export type Shortcut = Readonly<{ id: string; description: string; trigger: string }>;

/** What the desktop gave: by our names, what is really pressed, in its words; empty where nothing is. */
export type Bound = ReadonlyMap<string, string>;

/** The desktop, or the user in its question, said no. */
export class PortalRefused extends Error {}

const portal = { destination: "org.freedesktop.portal.Desktop", path: "/org/freedesktop/portal/desktop" } as const;
const shortcuts = { ...portal, interface: "org.freedesktop.portal.GlobalShortcuts" } as const;

/** What a desktop tells of shortcuts that are ours. */
export type ShortcutsNews = Readonly<{ activated: (id: string) => void; changed: (bound: Bound) => void }>;

/**
 * Asks a desktop for shortcuts (XDG Desktop Portal, GlobalShortcuts); it may ask the user, who takes their time. They are ours as long as the bus is open. Rejects with
 * `PortalRefused`, or with what the bus says where there is no such portal.
 */
export async function bindShortcuts(
  bus: Bus,
  wanted: readonly Shortcut[],
  newToken: () => string,
  news: ShortcutsNews,
): Promise<Bound> {
  const request = createRequests(bus, newToken);
  const { session_handle: session } = await request("CreateSession", "a{sv}", (token) => [
    options({ handle_token: token, session_handle_token: newToken() }),
  ]);
  const path = textOf(session);
  await bus.listen(`type='signal',interface='${shortcuts.interface}'`, ({ member, body }) => {
    if (body[0] !== path) return;
    if (member === "Activated") news.activated(textOf(body[1]));
    if (member === "ShortcutsChanged") news.changed(boundIn(body[1]));
  });
  const given = await request("BindShortcuts", "oa(sa{sv})sa{sv}", (token) => [
    path,
    wanted.map(({ id, description, trigger }) => [id, options({ description, preferred_trigger: trigger })]),
    "",
    options({ handle_token: token }),
  ]);
  return boundIn(given["shortcuts"]);
}

/** Asks something whose answer comes later, as a signal of an object whose name both sides know in advance (XDG Desktop Portal, Request). */
function createRequests({ ask, listen, name }: Bus, newToken: () => string) {
  const sender = name.slice(1).replaceAll(".", "_");
  return async (member: string, signature: string, body: (token: string) => Value[]) => {
    const token = newToken();
    const answered = Promise.withResolvers<Message>();
    const path = `${portal.path}/request/${sender}/${token}`;
    await listen(`type='signal',path='${path}',member='Response'`, (signal) => {
      if (signal.path === path && signal.member === "Response") answered.resolve(signal);
    });
    await ask({ ...shortcuts, member, signature, body: body(token) });
    const [code, results] = (await answered.promise).body;
    if (code !== 0) throw new PortalRefused(member);
    return named(results);
  };
}

/** A dictionary of variants by its names. */
function named(dictionary: Value | undefined): Readonly<Record<string, Value>> {
  const variants = entriesOf(dictionary).flatMap(([name, part]) => (isVariant(part) ? [[name, part.value]] : []));
  return Object.fromEntries(variants);
}

function boundIn(list: Value | undefined): Bound {
  return new Map(entriesOf(list).map(([id, given]) => [id, textOf(named(given)["trigger_description"])]));
}
