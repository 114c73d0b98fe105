import {
  Failure,
  isForPages,
  type Chord,
  type Contact,
  type FailureCode,
  type Hotkey,
  type Hotkeys,
  type KeyFault,
  type KeyNews,
  type hotkeysCommands,
} from "@twp/shared/protocol/index.ts";
import type { Mirror } from "../mirror.ts";
import type { Clock, Commands } from "../ports.ts";
import { createNews } from "./key-news.ts";
import type { Order } from "./key-order.ts";
import { loadReader, meantBy } from "./meant.ts";
import { PressFailed, type Answered, type Keyboard, type KeyWish, type OpenKeyboard } from "./ports.ts";
import { firstOfEach, wantedKeys } from "./wanted.ts";

/** What the keys need of the world. */
export type HotkeysPorts = Readonly<{
  mirror: Pick<Mirror, "state" | "publish" | "subscribe">;
  contacts: () => readonly Contact[];
  openKeyboard: OpenKeyboard;
  /** Runs a command as if a window had asked it. Rejects with `Failure`. */
  run: (order: Order) => Promise<unknown>;
  clock: Clock;
  newId: () => string;
}>;

/** The keys that work in every application. */
export type HotkeysFeature = Readonly<{
  commands: Commands<keyof typeof hotkeysCommands>;
  start: () => void;
  stop: () => void;
}>;

/** A press this soon after the last of the same keys is a finger that trembled, in milliseconds: nobody is called twice. */
export const trembling = 500;

/** Begins with no keys; `start` asks for those that are wanted. */
export function createHotkeys(ports: HotkeysPorts): HotkeysFeature {
  const { mirror, clock } = ports;
  let answered: Answered = { hindrance: null, stands: new Map() };
  const lastPressed = new Map<Chord, number>();
  const wishes = () => wantedKeys(mirror.state().settings.values, ports.contacts());
  const tell = (): void => {
    const hotkeys = shown(wishes(), answered, news.now());
    // The settings and the contacts change for many reasons; a window is told only what is another.
    if (JSON.stringify(hotkeys) !== JSON.stringify(mirror.state().hotkeys))
      mirror.publish({ type: "hotkeys.changed", hotkeys });
  };
  const news = createNews(ports, tell);
  const act = async ({ purpose }: Hotkey, selection: Keyboard["selection"]): Promise<void> => {
    const meant = await meantBy(purpose, { state: mirror.state(), contacts: ports.contacts(), selection });
    if ("kind" in meant) news.leave(meant);
    else await ports.run(meant);
  };
  const press = (chord: Chord, isOurs: (key: Hotkey) => boolean, selection: Keyboard["selection"]): void => {
    const [now, before] = [clock.now(), lastPressed.get(chord) ?? -Infinity];
    lastPressed.set(chord, now);
    const key = mirror.state().hotkeys.keys.find((each) => each.chord === chord && isOurs(each));
    if (key === undefined || now - before < trembling) return;
    act(key, selection).catch((error: unknown) => news.leave({ kind: "failed", code: codeOf(error) }));
  };
  const keyboard = ports.openKeyboard({
    pressed: (chord) => press(chord, ({ stand }) => stand === "held", keyboard.selection),
    answered(next) {
      answered = next;
      tell();
    },
  });
  const renew = (): void => {
    keyboard.hold(firstOfEach(wishes()));
    tell();
    // So that the first press need not wait for it.
    if (mirror.state().settings.values.callSelection) void loadReader();
  };
  mirror.subscribe(({ type }) => {
    if (type === "settings.changed" || type === "contacts.changed") renew();
  });
  return {
    commands: {
      "hotkeys.press"({ chord, selection }) {
        press(chord, isForPages, async () => selection);
        return null;
      },
      "hotkeys.seen"({ id }) {
        news.seen(id);
        return null;
      },
    },
    start: renew,
    stop: keyboard.stop,
  };
}

const codeOf = (error: unknown): FailureCode | KeyFault =>
  error instanceof Failure || error instanceof PressFailed ? error.code : "internal";

/** What the windows see: of two wishes for the same keys the first is served, and only what is wanted can be hindered. */
function shown(wishes: readonly KeyWish[], { hindrance, stands }: Answered, news: KeyNews | null): Hotkeys {
  const served = new Set(firstOfEach(wishes));
  const keys = wishes.map((wish): Hotkey => {
    if (!served.has(wish)) return { ...wish, stand: "twice", pressed: null };
    return { ...wish, stand: "asked", pressed: null, ...(hindrance === null && stands.get(wish.chord)) };
  });
  return { hindrance: keys.length === 0 ? null : hindrance, keys, news };
}
