import { type Chord, type Hotkey, type KeyHindrance, type Purpose } from "@twp/shared/protocol/index.ts";
import type { Keyboard, KeyboardNews, KeyWish } from "../../../features/hotkeys/ports.ts";
import type { Clock, Log } from "../../../features/ports.ts";
import { openBus } from "../dbus/bus.ts";
import { bindShortcuts, PortalRefused, type Bound, type Shortcut } from "./shortcuts.ts";

/** What the keyboard of a Wayland desktop needs. */
export type PortalPorts = Readonly<{
  /** The socket of the user's message bus. */
  bus: string;
  /** What a key is for, in words: the desktop shows them when it asks the user. */
  describe: (purpose: Purpose) => string;
  /** Reads the selection by another way: this portal gives none. Rejects with `PressFailed`. */
  selection: () => Promise<string>;
  newToken: () => string;
  clock: Clock;
  log: Log;
}>;

/** A bus that is gone is looked for again after so many milliseconds; one that refused us is not, lest it ask the user again and again. */
export const lookedForAgain = 30_000;

/** Asks a Wayland desktop for shortcuts: there no program may grab keys, and those of Xwayland come only while one of its windows is in front. */
export function createPortalKeyboard(ports: PortalPorts, news: KeyboardNews): Keyboard {
  let wishes: readonly KeyWish[] = [];
  /** Aborted when its bus is gone, or when we let it go; the desktop gives its keys back then. */
  let session: AbortController | null = null;
  let stopTimer = (): void => undefined;
  const close = (): void => {
    stopTimer();
    const before = session;
    session = null;
    before?.abort();
  };
  const refuse = (hindrance: KeyHindrance): void => {
    ports.log("no shortcuts", { hindrance });
    news.answered({ hindrance, stands: new Map() });
  };
  const ask = async (wanted: readonly KeyWish[], own: AbortController): Promise<void> => {
    const answer = (bound: Bound): void => {
      if (session === own) news.answered({ hindrance: null, stands: standsOf(wanted, bound) });
    };
    const bus = await openBus(ports.bus, own.signal, () => own.abort());
    const shortcuts = wanted.map((wish) => shortcutOf(wish, ports.describe));
    const asked = bindShortcuts(bus, shortcuts, ports.newToken, {
      activated: (id) => wanted.filter((wish) => idOf(wish) === id).forEach(({ chord }) => news.pressed(chord)),
      changed: answer,
    });
    // The user may take as long as they like, but not longer than the bus lives or the keys are wanted.
    answer(await Promise.race([asked, aborted(own.signal)]));
    own.signal.addEventListener("abort", () => session === own && lose());
    if (own.signal.aborted && session === own) lose();
  };
  const lose = (): void => {
    session = null;
    refuse("no-portal");
    stopTimer = ports.clock.after(lookedForAgain, renew);
  };
  const renew = (): void => {
    // Shortcuts are asked for once in a session's life: others mean another session.
    close();
    if (wishes.length === 0) return;
    const own = new AbortController();
    session = own;
    ask(wishes, own).catch((error: unknown) => {
      if (session !== own) return;
      close();
      refuse(error instanceof PortalRefused ? "portal-refused" : "no-portal");
    });
  };
  return {
    hold(next) {
      if (next.map(idAndChord).join() === wishes.map(idAndChord).join()) return;
      wishes = next;
      renew();
    },
    selection: ports.selection,
    stop: close,
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const gone = (): void => reject(new Error("the bus is gone"));
    if (signal.aborted) gone();
    else signal.addEventListener("abort", gone);
  });
}

/** The desktop remembers what the user chose for a name, so it is the same whichever contact has the key. */
const idOf = ({ chord, purpose: { kind } }: KeyWish): string => (kind === "contact" ? `contact-${chord}` : kind);
const idAndChord = (wish: KeyWish): string => `${idOf(wish)} ${wish.chord}`;

function shortcutOf(wish: KeyWish, describe: PortalPorts["describe"]): Shortcut {
  return { id: idOf(wish), description: describe(wish.purpose), trigger: triggerOf(wish.chord) };
}

const modifiers: Readonly<Record<string, string>> = { Ctrl: "CTRL", Alt: "ALT", Shift: "SHIFT", Super: "LOGO" };

/** Keys as the “shortcuts” specification of freedesktop.org writes them: modifiers in capitals, then the name of a keysym. */
export function triggerOf(chord: Chord): string {
  return chord
    .split("+")
    .map((name) => modifiers[name] ?? (name.length === 1 ? name.toLowerCase() : name))
    .join("+");
}

function standsOf(wanted: readonly KeyWish[], bound: Bound): ReadonlyMap<Chord, Pick<Hotkey, "stand" | "pressed">> {
  return new Map(
    wanted.map((wish) => {
      const pressed = bound.get(idOf(wish)) || null;
      // Without keys the shortcut is there and nothing is pressed for it: the desktop kept those we asked for.
      return [wish.chord, { stand: pressed === null ? "taken" : "held", pressed }];
    }),
  );
}
